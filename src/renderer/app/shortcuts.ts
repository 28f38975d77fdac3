import { useEffect } from 'react';
import { goTo, views } from './route';

/** Whether the keys belong to something that is typed into. */
function isTypedInto(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** The keys that work in every view while no dialog is open. With Ctrl or Cmd they also work while typing, and in the terminal. */
export function useShortcuts(onHelp: () => void, dialogOpen: boolean): void {
  useEffect(() => {
    if (dialogOpen) return;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.altKey) return;
      const command = event.ctrlKey || event.metaKey;
      if (!command && isTypedInto(event.target)) return;
      const view = views[Number(event.key) - 1];
      if (view) goTo(view);
      else if (event.key === '/' && !command) focusSearch();
      else if (event.key === '?' && !command) onHelp();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }
    // Before anything in the page: a terminal would make a control character of Ctrl+3.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [onHelp, dialogOpen]);
}

/** The search box of the view, or else that of Activity. */
function focusSearch(): void {
  if (focusSearchHere()) return;
  goTo('activity');
  // The view is drawn after the address has changed.
  setTimeout(focusSearchHere);
}

function focusSearchHere(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-search]');
  field?.select();
  field?.focus();
  return field !== null;
}
