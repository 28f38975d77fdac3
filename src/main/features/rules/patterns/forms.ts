import { baseName, baseProgram, invocationOf, type MatchForm } from '../../../../shared/vocabulary';

/** A command line in one of the forms that patterns are matched against. */
export interface Form {
  readonly form: MatchForm;
  readonly text: string;
}

/**
 * The forms of a command line that differ, the most literal first:
 * - `line`: the arguments joined by spaces.
 * - `program`: the same with the base name of the program: no directory, no ".exe", no "-" of a login shell.
 * - `script`: for an interpreter with a script, the script's base name and its arguments. The interpreter's options
 *   are skipped, as well as the script's extension; "npm-cli" and "npx-cli" are "npm" and "npx". For `python -m name`
 *   it is the module's name. For env(1) it is the form of the command that env runs. There is none for code given
 *   as an option (`sh -c`, `node -e`), nor for scripts read from standard input.
 */
export function formsOf(argv: readonly string[]): Form[] {
  const typed = argv[0];
  if (typed === undefined) return [];
  const line = argv.join(' ');
  const forms: Form[] = [{ form: 'line', text: line }];
  const name = baseProgram(typed);
  const program = name === typed ? line : name + line.slice(typed.length);
  if (program !== line) forms.push({ form: 'program', text: program });
  const script = innerCommand(argv);
  const text = script && [script.name, ...script.argv.slice(script.from)].join(' ');
  if (text !== undefined && text !== line && text !== program) forms.push({ form: 'script', text });
  return forms;
}

/** The script form in parts: the name, then the arguments from `from` on. */
export interface InnerCommand {
  readonly name: string;
  readonly argv: readonly string[];
  readonly from: number;
}

/** What an interpreter or env(1) runs; undefined if the command line has no script form. */
export function innerCommand(whole: readonly string[]): InnerCommand | undefined {
  const invoked = invocationOf(whole);
  if (!invoked) return undefined;
  const { program, script, argv } = invoked;
  if (script) return { name: script.module ? script.name : scriptName(script.name), argv, from: script.argumentsAt };
  return argv === whole ? undefined : { name: program, argv, from: 1 };
}

/** Programs that are known by another name than that of their script. */
const knownScripts = new Map([
  ['npm-cli', 'npm'],
  ['npx-cli', 'npx'],
]);

function scriptName(path: string): string {
  const name = baseName(path).replace(/(?<=.)\.(?:js|mjs|cjs|ts|py|rb|pl|sh|php|lua)$/, '');
  return knownScripts.get(name) ?? (name || path);
}
