/** Something that can be done by a key or from the palette. */
export interface Command {
  /** "agents.split-right": what keys are bound to. */
  readonly id: string;
  readonly title: string;
  /** What it belongs to: the heading in the palette and in the list of shortcuts. */
  readonly group: string;
  /** False: it can't be done now. It is left out of the palette, and its keys go to whoever has the focus. */
  readonly enabled?: () => boolean;
  /** It is left out of the palette and of the list of shortcuts; its keys do what they do. */
  readonly hidden?: boolean;
  readonly run: () => void;
}

/** What is to be different about a command. */
export interface CommandChange {
  /** Its id. */
  readonly command: string;
  readonly title?: string | undefined;
  readonly group?: string | undefined;
  /** False: it can't be done at all. */
  readonly enabled?: boolean | undefined;
  readonly hidden?: boolean | undefined;
}

export function isEnabled(command: Command): boolean {
  return command.enabled?.() ?? true;
}

/** The commands with what was changed about them; of several changes of the same the last counts. */
export function changedCommands(commands: readonly Command[], changes: readonly CommandChange[]): readonly Command[] {
  if (changes.length === 0) return commands;
  return commands.map((command) => {
    const own = changes.filter((change) => change.command === command.id);
    return own.reduce(changed, command);
  });
}

function changed(command: Command, { title, group, enabled, hidden }: CommandChange): Command {
  return {
    ...command,
    ...(title !== undefined && { title }),
    ...(group !== undefined && { group }),
    ...(hidden !== undefined && { hidden }),
    ...(enabled === false && { enabled: () => false }),
  };
}
