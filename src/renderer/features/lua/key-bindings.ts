import type { LuaState } from '../../../shared/contract';
import { keysNamed } from '../../../shared/vocabulary';
import type { KeyBinding, KeyBindings } from '../../commands';
import { idOf } from './commands';

type Registered = LuaState['registrations'][number];

/**
 * Keys as Lua has them. A person's files count more than those of a project, these more than shipped ones, and what agents
 * have written least, so that it takes no key from anybody. Of one layer the later file counts, of one file the later line.
 */
export function keyBindingsOf(registrations: readonly Registered[]): KeyBindings {
  const inOrder = registrations
    .filter(({ kind, enabled }) => enabled && (kind === 'keymap' || kind === 'key' || kind === 'command'))
    .sort((a, b) => rankOf(b) - rankOf(a) || (a.module < b.module ? 1 : a.module > b.module ? -1 : age(b) - age(a)));
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

const ranks = ['user', 'project', 'default', 'improvements'];

function rankOf({ module }: Registered): number {
  const layer = layerIn(module);
  // What is typed into the console is the person's.
  return layer === 'shipped'
    ? ranks.length - ranks.indexOf('default')
    : ranks.length - Math.max(0, ranks.indexOf(layer));
}

function layerIn(module: string): string {
  return module.slice(0, Math.max(0, module.indexOf('.')));
}

/** Handlers are numbered as they come. */
function age({ handler }: Registered): number {
  return Number(handler.slice(1));
}

/** "user/keybindings.lua"; the shipped file that was replaced is the default one. */
function fileNamed(module: string): string {
  return module === '' ? 'the console' : `${module.replace(/^shipped\./, 'default.').replaceAll('.', '/')}.lua`;
}
