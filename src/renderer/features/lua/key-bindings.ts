import type { LuaState } from '../../../shared/contract';
import { keysInOrder, keysNamed } from '../../../shared/vocabulary';
import type { KeyBinding, KeyBindings } from '../../commands';
import { idOf } from './commands';

type Registered = LuaState['registrations'][number];

/** Keys as Lua has them, those that count more first. */
export function keyBindingsOf(registrations: readonly Registered[]): KeyBindings {
  const inOrder = keysInOrder(registrations);
  const mapped = new Set<string>();
  return inOrder.flatMap((one): KeyBinding[] => {
    if (one.kind !== 'keymap') return keysBeside(one);
    // All the keys of a command are said at once: the first that says so is the only one.
    if (mapped.has(one.name)) return [];
    mapped.add(one.name);
    return bindings(one, one.about.keys, idOf(one.name));
  });

  function keysBeside(one: Registered): KeyBinding[] {
    const { kind, name, about } = one;
    if (kind === 'key')
      return bindings(one, name, typeof about.command === 'string' ? idOf(about.command) : `lua.${name}`);
    const isMapped = inOrder.some((other) => other.kind === 'keymap' && other.name === name);
    return isMapped ? [] : bindings(one, about.keys, `lua.${name}`);
  }
}

/** Commands whose keys a file says as a whole. */
export function mappedCommands(registrations: readonly Registered[]): readonly string[] {
  return registrations.flatMap(({ kind, name }) => (kind === 'keymap' ? idOf(name) : []));
}

function bindings({ module }: Registered, keys: unknown, command: string): KeyBinding[] {
  if (typeof keys !== 'string') return [];
  return keys.split(' ').flatMap((name) => {
    const named = keysNamed(name);
    return named === undefined ? [] : [{ keys: named, command, from: fileNamed(module) }];
  });
}

/** "user/keybindings.lua"; the shipped file that was replaced is the default one. */
function fileNamed(module: string): string {
  return module === '' ? 'the console' : `${module.replace(/^shipped\./, 'default.').replaceAll('.', '/')}.lua`;
}
