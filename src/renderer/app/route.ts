import { useSyncExternalStore } from 'react';

/** The views, in the order of the sidebar and of the keys 1 to 4. */
export const views = ['activity', 'rules', 'terminal', 'status'] as const;
export type View = (typeof views)[number];

/** The view that an address such as "#/rules" means; Activity when it means none. */
export function viewInHash(hash: string): View {
  const name = hash.replace(/^#\//, '');
  return views.find((view) => view === name) ?? 'activity';
}

export function goTo(view: View): void {
  location.hash = `/${view}`;
}

export function useView(): View {
  return useSyncExternalStore(subscribe, () => viewInHash(location.hash));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
