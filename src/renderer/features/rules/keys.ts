import { useEffect } from 'react';
import type { RulesStore } from './store';

/** The keys of the view, while no dialog or menu is open. */
export function useRulesKeys(store: RulesStore): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || isInPopup(event.target)) return;
      const command = (event.ctrlKey || event.metaKey) && !event.altKey;
      const work = command ? withCommand(event, store) : alone(event, store);
      if (!work) return;
      event.preventDefault();
      work();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [store]);
}

type Work = () => unknown;

function withCommand(event: KeyboardEvent, { tab, text, editor, changes }: RulesStore): Work | undefined {
  const key = event.key.toLowerCase();
  if (key === 's') return tab.getState() === 'text' ? text.save : editor.save;
  // In a text, these keys are about what was typed.
  if (isTypedInto(event.target)) return undefined;
  if (key === 'z') return event.shiftKey ? changes.redo : changes.undo;
  if (key === 'y') return changes.redo;
  return undefined;
}

function alone(event: KeyboardEvent, { tab, editor }: RulesStore): Work | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey || tab.getState() === 'text') return undefined;
  if (event.key === 'Escape' && editor.state.getState().editing) return editor.close;
  if (event.key.toLowerCase() === 'n' && !isTypedInto(event.target)) return () => editor.create();
  return undefined;
}

/** Dialogs and menus keep the focus, and have the keys for themselves. */
function isInPopup(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog],[role=alertdialog],[role=menu]') !== null;
}

function isTypedInto(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
