import { useEffect, useSyncExternalStore } from 'react';
import type { Notification, ProcessKey } from '../../shared/vocabulary';

/** The window's own views, in their usual order. */
export const views = ['activity', 'rules', 'agents', 'lua', 'status', 'settings'] as const;
export type OwnView = (typeof views)[number];
/** One of the window's own, or one that Lua describes. */
export type View = OwnView | `view/${string}`;

/** The view that an address such as "#/rules" or "#/view/usage" means; Activity when it means none. */
export function viewInHash(hash: string): View {
  const [, name, inner] = hash.split('/');
  if (name === 'view' && inner) return `view/${inner}`;
  return views.find((view) => view === name) ?? 'activity';
}

/** The process whose details an address such as "#/activity/1234:5678" asks for. */
export function processInHash(hash: string): ProcessKey | undefined {
  return /^#\/activity\/(\d+:\d+(?:\.\d+)?)$/.exec(hash)?.[1];
}

/** The overlay that an address such as "#/overlay/run-7" is about: the page is nothing but this overlay then. */
export function overlayInHash(hash: string): string | undefined {
  return /^#\/overlay\/([\w-]+)$/.exec(hash)?.[1];
}

/** The agent that an address such as "#/agents/k3f9-2m" asks for. */
export function agentInHash(hash: string): string | undefined {
  return /^#\/agents\/([\w-]+)$/.exec(hash)?.[1];
}

/** The agent that an address such as "#/agent/k3f9-2m" is about: the page shows it alone then. */
export function agentPageInHash(hash: string): string | undefined {
  return /^#\/agent\/([\w-]+)$/.exec(hash)?.[1];
}

/** Shows what a notification is about. */
export function goToSubject(about: Notification['about']): void {
  location.hash = 'agent' in about ? `/agents/${about.agent}` : `/activity/${about.process}`;
}

/** Calls back with each process that the address asks for, and takes it out of the address. */
export function useAskedProcess(onProcess: (key: ProcessKey) => void): void {
  useEffect(() => {
    function take(): void {
      const key = processInHash(location.hash);
      if (key === undefined) return;
      history.replaceState(null, '', '#/activity');
      onProcess(key);
    }
    take();
    return subscribe(take);
  }, [onProcess]);
}

export function goTo(view: View): void {
  location.hash = `/${view}`;
}

/** The same, but what of the view is open stays open. */
export function comeTo(view: View): void {
  if (viewInHash(location.hash) !== view) goTo(view);
}

/** The parts of Activity. */
export const activityParts = ['live', 'history', 'commands'] as const;
export type ActivityPart = (typeof activityParts)[number];

/** The part of Activity that an address such as "#/activity/history" means. */
export function partInHash(hash: string): ActivityPart {
  const [, view, name] = hash.split('/');
  return (view === 'activity' && activityParts.find((part) => part === name)) || 'live';
}

export function goToPart(part: ActivityPart): void {
  location.hash = part === 'live' ? '/activity' : `/activity/${part}`;
}

export function useActivityPart(): ActivityPart {
  return useSyncExternalStore(subscribe, () => partInHash(location.hash));
}

export function useView(): View {
  return useSyncExternalStore(subscribe, () => viewInHash(location.hash));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
