import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Programs } from '../ports';

export interface ProgramsOptions {
  /** The person's shell, as a login starts it. */
  readonly shell: { readonly file: string; readonly args: readonly string[] };
  readonly env?: NodeJS.ProcessEnv;
}

const patienceMs = 5_000;
const mark = '__viberot_path__';

/** The programs of this machine, as the person finds them in a terminal. */
export function createPrograms({ shell, env = process.env }: ProgramsOptions): Programs {
  let asked: Promise<string> | undefined;

  /** A shell tells its children how deep it is; who has not heard that was not started from one. */
  function searchPath(): Promise<string> {
    const own = env.PATH ?? '';
    if (env.SHLVL !== undefined || process.platform === 'win32') return Promise.resolve(own);
    asked ??= askShell(shell.file, env).then((path) => path ?? own);
    return asked;
  }

  return {
    searchPath,
    async find(names) {
      const folders = (await searchPath()).split(delimiter).filter(Boolean);
      const found = names.map((name) => [name, locate(name, folders)] as const);
      return new Map(found.flatMap(([name, path]) => (path === undefined ? [] : [[name, path]])));
    },
  };
}

/** The PATH that a person's start-up files make, whatever else they print. */
function askShell(file: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  return new Promise((resolve) => {
    // fish joins its list by colons only inside of quotes; printf and the variable are the same in all of them.
    const args = ['-ilc', `printf '%s%s%s' ${mark} "$PATH" ${mark}`];
    const options = { env: { ...env, TERM: 'dumb' }, timeout: patienceMs, killSignal: 'SIGKILL' as const };
    const child = execFile(file, args, options, (_error, printed) => {
      const path = printed.split(mark)[1];
      resolve(path ? path : undefined);
    });
    child.stdin?.end();
  });
}

const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat', ''] : [''];

function locate(name: string, folders: readonly string[]): string | undefined {
  const candidates = folders.flatMap((folder) => endings.map((ending) => join(folder, `${name}${ending}`)));
  return candidates.find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
