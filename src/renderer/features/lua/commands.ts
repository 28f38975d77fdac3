import type { LuaState } from '../../../shared/contract';
import { saidOfCommand, windowCommands } from '../../../shared/vocabulary';
import type { Command, CommandChange } from '../../commands';

type Registrations = LuaState['registrations'];

/** Something that Lua has registered for the palette, or a function that it has bound to a key. */
export interface CommandOfLua {
  /** What it is run by. */
  readonly name: string;
  readonly title: string;
  readonly group: string;
  readonly enabled: boolean;
  readonly hidden: boolean;
}

/** The commands and keys among what Lua has registered, each name once: the first is the one that the hub would run. */
export function commandsOf(registrations: Registrations): readonly CommandOfLua[] {
  const byName = new Map<string, CommandOfLua>();
  for (const { kind, name, enabled, about } of registrations) {
    // A key that stands for a command is no command of its own.
    const isCommand = kind === 'command' || (kind === 'key' && about.command === undefined);
    if (!isCommand || !enabled || byName.has(name)) continue;
    const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
    const said = Object.assign({}, about, ...saidOfCommand(registrations, name).map((change) => change.about));
    byName.set(name, {
      ...{ name, title: text(said.title) ?? name, group: text(said.group) ?? 'Lua' },
      ...{ enabled: said.enabled !== false, hidden: said.hidden === true },
    });
  }
  return [...byName.values()];
}

/** The same for the palette and the keyboard. */
export function luaCommands(commands: readonly CommandOfLua[], run: (name: string) => void): readonly Command[] {
  return commands.map(({ name, title, group, enabled, hidden }) => ({
    ...{ id: `lua.${name}`, title, group, hidden },
    enabled: () => enabled,
    run: () => run(name),
  }));
}

/** What Lua wants to be different about commands of the window. */
export function changesOf(registrations: Registrations): readonly CommandChange[] {
  const named = registrations.flatMap(({ kind, name }) => (kind === 'entry' && idOf(name) === name ? name : []));
  return [...new Set(named)].flatMap((command) =>
    saidOfCommand(registrations, command).map(({ about }) => ({
      ...(about as Omit<CommandChange, 'command'>),
      command,
    })),
  );
}

/** What a registration says of a command that nobody has, for example because its name is misspelled. */
export function isStrange({ kind, name, about }: Registrations[number], { registrations, views }: LuaState): boolean {
  if (kind !== 'keymap' && kind !== 'entry' && !(kind === 'key' && about.command !== undefined)) return false;
  const command = kind === 'key' ? String(about.command) : name;
  if (idOf(command) !== command) return !registrations.some((one) => one.kind === 'command' && one.name === command);
  return command.startsWith('window.view/') && !views.some((view) => command === `window.view/${view.name}`);
}

/** The id of what Lua calls a command: one of the window, or else one of Lua's own. */
export function idOf(name: string): string {
  return windowCommands.some((id) => id === name) || name.startsWith('window.view/') ? name : `lua.${name}`;
}
