/** Something that can be done by a key or from the palette. */
export interface Command {
  /** "agents.split-right": what shortcuts are stored under. */
  readonly id: string;
  readonly title: string;
  /** What it belongs to: the heading in the palette and in the list of shortcuts. */
  readonly group: string;
  /** The usual keys, as `keysPressed` names them: "Mod+Shift+D". Mod is Cmd on a Mac, otherwise Ctrl. */
  readonly keys?: readonly string[];
  /** False: it can't be done now. It is left out of the palette, and its keys go to whoever has the focus. */
  readonly enabled?: () => boolean;
  readonly run: () => void;
}

/** Keys in place of the usual ones, by the ids of commands. */
export type Shortcuts = Readonly<Record<string, readonly string[]>>;

/** The keys of a command as the person wants them. */
export function keysOf(command: Command, shortcuts: Shortcuts): readonly string[] {
  return shortcuts[command.id] ?? command.keys ?? [];
}

export function isEnabled(command: Command): boolean {
  return command.enabled?.() ?? true;
}

/** Commands that have the same keys, by the keys; each of them has at least two. */
export function conflicts(commands: readonly Command[], shortcuts: Shortcuts): ReadonlyMap<string, readonly Command[]> {
  const byKeys = new Map<string, Command[]>();
  for (const command of commands) {
    for (const keys of new Set(keysOf(command, shortcuts))) {
      byKeys.set(keys, [...(byKeys.get(keys) ?? []), command]);
    }
  }
  return new Map([...byKeys].filter(([, sharing]) => sharing.length > 1));
}
