import { ok, type Result } from '../../../shared/result';
import type { ExecAction } from '../../../shared/vocabulary';
import { absolutePath, type Environment, expand, expandAll, isAbsolute } from './variables';

/** What can be started: a file, or a name for the PATH, and its arguments. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
}

export interface Places {
  /** VibeRot's own folder. */
  readonly home: string;
  /** The app's own example actions. */
  readonly bundledActions: string;
  /** The environment of the action. */
  readonly env: Environment;
}

export type Programs = readonly [Program, ...Program[]];

/** The programs that an action may mean, in the order in which they are tried until one is found. */
export function programsOf(action: ExecAction, { home, bundledActions, env }: Places): Result<Programs, 'not-set'> {
  const args = expandAll(action.args, env);
  if (!args.ok) return args;
  if (action.shell) return ok([shellProgram(action.path, args.value, env)]);
  const expanded = expand(action.path, env);
  if (!expanded.ok) return expanded;
  const path = expanded.value;
  if (isAbsolute(path) || /[/\\]/.test(path)) return ok([{ file: absolutePath(path, env, home), args: args.value }]);
  const files = [`${home}/actions/${path}`, `${bundledActions}/${path}`] as const;
  return ok([
    { file: files[0], args: args.value },
    { file: files[1], args: args.value },
    { file: path, args: args.value },
  ]);
}

/** A command line of the shell finds the arguments in "$@". */
function shellProgram(line: string, args: readonly string[], env: Environment): Program {
  // Windows always tells where its shell is; its command lines have no place for arguments but their end.
  const commandShell = env.ComSpec;
  if (commandShell) return { file: commandShell, args: ['/d', '/s', '/c', [line, ...args].join(' ')] };
  return { file: '/bin/sh', args: ['-c', line, 'sh', ...args] };
}
