import type { Command } from './command';

/** Keys that stand for a command. */
export interface KeyBinding {
  /** As `keysPressed` names them: "Mod+Shift+D". Mod is Cmd on a Mac, otherwise Ctrl. */
  readonly keys: string;
  /** The id of a command, which may not be there. */
  readonly command: string;
  /** Who says so: a Lua file, such as "user/keybindings.lua"; undefined: the person, in Settings. */
  readonly from: string | undefined;
}

/** In the order in which they count: the keys of the first whose command can be done now are its. */
export type KeyBindings = readonly KeyBinding[];

/** Keys in place of all others, by the ids of commands, as a person chose them in Settings. */
export type ChosenKeys = Readonly<Record<string, readonly string[]>>;

/** With what the person chose in place of what Lua says. */
export function withChosen(bindings: KeyBindings, chosen: ChosenKeys): KeyBindings {
  const own = Object.entries(chosen).flatMap(([command, all]) =>
    all.map((keys) => ({ keys, command, from: undefined })),
  );
  return [...own, ...bindings.filter(({ command }) => chosen[command] === undefined)];
}

/** The keys of a command, each once. */
export function keysOf({ id }: Pick<Command, 'id'>, bindings: KeyBindings): readonly string[] {
  return [...new Set(bindings.flatMap(({ command, keys }) => (command === id ? keys : [])))];
}

/** Commands that have the same keys, by the keys; each of them has at least two. */
export function conflicts(
  commands: readonly Command[],
  bindings: KeyBindings,
): ReadonlyMap<string, readonly Command[]> {
  const byKeys = new Map<string, Command[]>();
  for (const command of commands) {
    for (const keys of keysOf(command, bindings)) byKeys.set(keys, [...(byKeys.get(keys) ?? []), command]);
  }
  return new Map([...byKeys].filter(([, sharing]) => sharing.length > 1));
}
