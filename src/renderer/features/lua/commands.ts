import type { LuaState } from '../../../shared/contract';
import type { Command } from '../../commands';

/** Something that Lua has registered for the palette, or bound to a key. */
export interface CommandOfLua {
  /** What it is run by. */
  readonly name: string;
  readonly title: string;
  readonly keys: readonly string[];
}
export type CommandsOfLua = readonly CommandOfLua[];

/** The commands and keys among what Lua has registered, each name once: the first is the one that the hub would run. */
export function commandsOf(registrations: LuaState['registrations']): CommandsOfLua {
  const byName = new Map<string, CommandOfLua>();
  for (const { kind, name, enabled, about } of registrations) {
    if ((kind !== 'command' && kind !== 'key') || !enabled || byName.has(name)) continue;
    const keys = kind === 'key' ? name : String(about.keys ?? '');
    const title = typeof about.title === 'string' && about.title !== '' ? about.title : name;
    byName.set(name, { name, title, keys: keys.split(/[\s,]+/).flatMap((each) => keysOfLua(each) ?? []) });
  }
  return [...byName.values()];
}

export function sameCommands(some: CommandsOfLua, others: CommandsOfLua): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

/** The same for the palette and the keyboard. */
export function luaCommands(commands: CommandsOfLua, run: (name: string) => void): readonly Command[] {
  return commands.map(({ name, title, keys }) => ({
    ...{ id: `lua.${name}`, title, group: 'Lua', keys },
    run: () => run(name),
  }));
}

/** How Lua names modifiers, in the order in which the window names them. Ctrl is Cmd on a Mac, as for all commands. */
const modifiers = [
  ['Mod', /^(mod|ctrl|control|cmd|command)$/],
  ['Meta', /^(meta|super|win)$/],
  ['Alt', /^(alt|option)$/],
  ['Shift', /^shift$/],
] as const;

/** Keys by the names that browsers have for them. */
const named = new Map(
  ['Enter', 'Escape', 'Tab', 'Space', 'Backspace', 'Delete', 'Home', 'End', 'PageUp', 'PageDown', 'Insert']
    .concat(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Comma', 'Period', 'Slash', 'Minus', 'Equal'])
    .map((name) => [name.toLowerCase(), name]),
);
for (const name of ['Up', 'Down', 'Left', 'Right']) named.set(name.toLowerCase(), `Arrow${name}`);
named.set('esc', 'Escape');

/** "ctrl+shift+k" as the window names it: "Mod+Shift+K"; undefined when it names no key. */
export function keysOfLua(text: string): string | undefined {
  const parts = text.toLowerCase().split('+');
  const key = parts.pop() ?? '';
  const held = modifiers.filter(([, names]) => parts.some((part) => names.test(part))).map(([name]) => name);
  const isKnown = parts.every((part) => modifiers.some(([, names]) => names.test(part)));
  const name = /^([a-z\d]|f\d{1,2})$/.test(key) ? key.toUpperCase() : named.get(key);
  if (!isKnown || name === undefined) return undefined;
  // A letter by itself is pressed as it is typed.
  return held.length === 0 && name.length === 1 ? key : [...held, name].join('+');
}
