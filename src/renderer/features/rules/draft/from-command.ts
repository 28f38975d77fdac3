import { baseName, baseProgram, invocationOf, type RuleDraft } from '../../../../shared/vocabulary';

export interface CommandSeen {
  readonly argv: readonly string[];
  readonly cwd?: string | undefined;
}

/** Commands that ran lately, the newest first: asked for when they are wanted. */
export type RecentCommands = () => readonly CommandSeen[];

/** A rule for commands like this one: the same program and subcommand, with any arguments. */
export function draftFromCommand({ argv }: CommandSeen): RuleDraft {
  return { command: [globFor(argv)], action: [{ type: 'notify', at: 'end' }] };
}

/** "node /opt/npm/bin/npm-cli.js install left-pad" → "npm install*". A subcommand is a word: no option, path or file. */
export function globFor(argv: readonly string[]): string {
  const { name, rest } = spoken(argv);
  const [first] = rest;
  const words = first !== undefined && /^[a-z][a-z0-9:_-]*$/i.test(first) ? [name, first] : [name];
  return `${words.map(escapeGlob).join(' ')}*`;
}

/** What people call the program, and its arguments. */
function spoken(argv: readonly string[]): { readonly name: string; readonly rest: readonly string[] } {
  const invoked = invocationOf(argv);
  if (!invoked) return { name: '', rest: [] };
  const { script, argv: words } = invoked;
  if (!script) return { name: baseProgram(invoked.typed), rest: words.slice(1) };
  const name = script.module ? script.name : baseName(script.name).replace(/(?:-cli)?\.\w+$/, '');
  return { name, rest: words.slice(script.argumentsAt) };
}

function escapeGlob(word: string): string {
  return word.replace(/[*?[\]{}\\]/g, '\\$&');
}
