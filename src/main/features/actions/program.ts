import type { ExecAction } from '../../../shared/vocabulary';

/** What can be started: a file, or a name for the PATH, and its arguments. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
}

export interface Places {
  /** VibeRot's own folder. */
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The programs that an action may mean, in the order in which they are tried until one is found. */
export function programsOf({ path, args, shell }: ExecAction, { home, env }: Places): readonly [Program, ...Program[]] {
  if (shell) return [shellProgram(path, args, env)];
  const userHome = env.HOME ?? env.USERPROFILE;
  if (path.startsWith('~/') && userHome) return [{ file: `${userHome}${path.slice(1)}`, args }];
  if (isAbsolute(path)) return [{ file: path, args }];
  if (/[/\\]/.test(path)) return [{ file: `${home}/${path}`, args }];
  return [
    { file: `${home}/actions/${path}`, args },
    { file: path, args },
  ];
}

/** What an action runs, as people read it. */
export function labelOf({ path, args }: ExecAction): string {
  return [path, ...args].join(' ');
}

/** A command line of the shell finds the arguments in "$@". */
function shellProgram(line: string, args: readonly string[], env: Places['env']): Program {
  // Windows always tells where its shell is; its command lines have no place for arguments but their end.
  const commandShell = env.ComSpec;
  if (commandShell) return { file: commandShell, args: ['/d', '/s', '/c', [line, ...args].join(' ')] };
  return { file: '/bin/sh', args: ['-c', line, 'sh', ...args] };
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^([A-Za-z]:[\\/]|\\\\)/.test(path);
}
