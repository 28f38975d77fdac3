import { useEffect } from 'react';
import { type Command, isEnabled } from './command';
import type { KeyBindings } from './key-bindings';
import { isPressed } from './keys';

/** Whether keys belong to something that is typed into. */
export function isTypedInto(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Keys without Ctrl, Cmd, Alt are for typing where one can type. */
function isForTyping(event: KeyboardEvent): boolean {
  return !(event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key)) && isTypedInto(event.target);
}

/** The command that a key event means, if it can be done now. */
export function commandOf(
  event: KeyboardEvent,
  commands: readonly Command[],
  bindings: KeyBindings,
): Command | undefined {
  if (isForTyping(event)) return undefined;
  for (const { command: id } of bindings.filter(({ keys }) => isPressed(keys, event))) {
    const command = commands.find((each) => each.id === id);
    if (command && isEnabled(command)) return command;
  }
  return undefined;
}

/** Runs commands by their keys, also in the terminal, while `active`. */
export function useCommandKeys(commands: readonly Command[], bindings: KeyBindings, active: boolean): void {
  useEffect(() => {
    if (!active) return;
    function onKeyDown(event: KeyboardEvent): void {
      const command = commandOf(event, commands, bindings);
      if (!command) return;
      event.preventDefault();
      event.stopPropagation();
      command.run();
    }
    // Before anything in the page: a terminal would make a control character of Ctrl+3.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [commands, bindings, active]);
}
