import type { MatchForm } from '../../../shared/vocabulary';
import { commandOfEnv } from './env-command';
import { findScript } from './interpreters';

/** A command line in one of the forms that globs are matched against. */
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
  const name = programName(typed);
  const program = name === typed ? line : name + line.slice(typed.length);
  if (program !== line) forms.push({ form: 'program', text: program });
  const script = name === 'env' ? envForm(argv) : scriptForm(name, argv);
  if (script !== undefined && script !== line && script !== program) forms.push({ form: 'script', text: script });
  return forms;
}

function scriptForm(program: string, argv: readonly string[]): string | undefined {
  const script = findScript(program, argv, 1);
  if (!script) return undefined;
  return withArguments(script.module ? script.name : scriptName(script.name), argv, script.argumentsAt);
}

function envForm(argv: readonly string[]): string | undefined {
  const command = commandOfEnv(argv, (word) => programName(word) === 'env');
  const typed = command[0];
  if (typed === undefined) return undefined;
  const name = programName(typed);
  return scriptForm(name, command) ?? withArguments(name, command, 1);
}

function withArguments(name: string, argv: readonly string[], from: number): string {
  return [name, ...argv.slice(from)].join(' ');
}

/** "/usr/bin/sleep" → "sleep", "-bash" → "bash", "C:\Tools\git.exe" → "git". */
function programName(typed: string): string {
  // login(1) marks a login shell by a dash before its name.
  const path = typed.length > 1 && typed.startsWith('-') ? typed.slice(1) : typed;
  return baseName(path).replace(/(?<=.)\.exe$/i, '') || typed;
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

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
