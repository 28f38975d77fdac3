import { commandOfEnv } from './env-command';
import { findScript, isInterpreter, type Script } from './interpreters';

/** What a command line runs, once env(1) before it is taken off. */
export interface Invocation {
  /** The program's base name, without ".exe" and the dash of a login shell. */
  readonly program: string;
  /** The program as it was written. */
  readonly typed: string;
  /** What an interpreter was told to run. None for code given as an option (`sh -c`, `node -e`) or on standard input. */
  readonly script: Script | undefined;
  /** The arguments, the program first; without env and what belongs to it. */
  readonly argv: readonly string[];
}

/** Undefined when nothing is run: there are no arguments, or env has no command. */
export function invocationOf(argv: readonly string[]): Invocation | undefined {
  const command = isEnv(argv[0]) ? commandOfEnv(argv, isEnv) : argv;
  const typed = command[0];
  if (typed === undefined) return undefined;
  const program = baseProgram(typed);
  return { program, typed, script: findScript(program, command, 1), argv: command };
}

/** False: a command line with this first word is just that program, whatever its arguments. */
export function mayRunAnother(typed: string): boolean {
  const program = baseProgram(typed);
  return program === 'env' || isInterpreter(program);
}

const isEnv = (word: string | undefined) => word?.includes('env') === true && baseProgram(word) === 'env';

/** "/usr/bin/sleep" → "sleep", "-bash" → "bash", "C:\Tools\git.exe" → "git". */
export function baseProgram(typed: string): string {
  // login(1) marks a login shell by a dash before its name.
  const path = typed.length > 1 && typed.startsWith('-') ? typed.slice(1) : typed;
  const name = baseName(path);
  // Asked of every command line, so the usual case must cost little.
  const isExe = name.length > 4 && name.charAt(name.length - 4) === '.' && name.toLowerCase().endsWith('.exe');
  return (isExe ? name.slice(0, -4) : name) || typed;
}

/** What follows the last slash or backslash. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
