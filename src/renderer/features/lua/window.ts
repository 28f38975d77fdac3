import type { LuaState } from '../../../shared/contract';
import { type CommandChange, type KeyBindings, shippedKeys } from '../../commands';
import { type CommandOfLua, changesOf, commandsOf } from './commands';
import { keyBindingsOf, mappedCommands } from './key-bindings';

/** What Lua says of the window's palette and keys. */
export interface WindowOfLua {
  readonly commands: readonly CommandOfLua[];
  readonly changes: readonly CommandChange[];
  readonly bindings: KeyBindings;
  /** Commands whose keys are said as a whole: they have no others. */
  readonly mapped: readonly string[];
}

/** Before anything is known of Lua. */
export const usualWindow: WindowOfLua = { commands: [], changes: [], bindings: shippedKeys, mapped: [] };

/**
 * What it says now. While the worker of the trusted files does not run, what they said last goes on: nobody is to be left
 * without keys by it.
 */
export function windowAfter(before: WindowOfLua, state: LuaState | undefined): WindowOfLua {
  if (!state?.registrations.some(({ domain }) => domain === 'trusted')) return before;
  const { registrations } = state;
  const next = {
    commands: commandsOf(registrations),
    changes: changesOf(registrations),
    bindings: keyBindingsOf(registrations),
    mapped: mappedCommands(registrations),
  };
  return JSON.stringify(next) === JSON.stringify(before) ? before : next;
}
