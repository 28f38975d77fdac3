import { existsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';

/** The person's shell as a login would start it, beginning in their own directory. */
export function loginShell(): { file: string; args: readonly string[]; cwd: string } {
  const cwd = existsSync(homedir()) ? homedir() : '/';
  if (process.platform === 'win32') return { file: process.env.COMSPEC ?? 'cmd.exe', args: [], cwd };
  const candidates = [process.env.SHELL, userInfo().shell, '/bin/bash', '/bin/sh'];
  const file = candidates.find((path): path is string => !!path && !path.endsWith('/nologin') && existsSync(path));
  return { file: file ?? '/bin/sh', args: [], cwd };
}
