import type { Virtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent } from 'react';
import type { RuleCommands } from './commands';
import type { ListedRule } from './listed';
import { rowButtonId } from './row';

export interface ListKeysOptions {
  readonly rules: readonly ListedRule[];
  readonly active: string | undefined;
  readonly movable: boolean;
  readonly commands: RuleCommands;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  readonly onActive: (id: string) => void;
}

/** Arrows go from rule to rule, with Alt they move the rule; Del deletes it. */
export function useListKeys({ rules, active, movable, commands, virtual, onActive }: ListKeysOptions) {
  const at = rules.findIndex(({ id }) => id === active);

  function goTo(index: number): void {
    const id = rules[index]?.id;
    if (id === undefined) return;
    onActive(id);
    virtual.scrollToIndex(index);
    focusRow(id);
  }

  return (event: KeyboardEvent) => {
    // A drag by keys, and a menu, have the arrows for themselves.
    if (event.defaultPrevented || !(event.target instanceof HTMLElement) || !event.target.closest('li')) return;
    if (event.target.getAttribute('aria-pressed') === 'true' || event.ctrlKey || event.metaKey) return;
    const step = steps[event.key];
    if (event.key === 'Delete' && active !== undefined) {
      commands.remove(active);
      const next = rules[at + 1] ?? rules[at - 1];
      if (next) goTo(rules.indexOf(next));
    } else if (event.altKey && step && Math.abs(step) === 1) {
      if (movable && active !== undefined) commands.move(active, step);
    } else if (event.altKey) return;
    else if (step !== undefined) goTo(Math.min(Math.max(at + step, 0), rules.length - 1));
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(rules.length - 1);
    else return;
    event.preventDefault();
  };
}

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** A row that was out of view is in the page only after it has been drawn. */
function focusRow(id: string, tries = 10): void {
  const button = document.getElementById(rowButtonId(id));
  if (button) button.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusRow(id, tries - 1));
}
