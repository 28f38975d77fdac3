import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Users } from '../ports';

const mostNames = 10_000;
const longestAskMs = 1_000;

/** Users as passwd(5) and, for those from a directory service, id(1) know them. Each is looked up once. */
export function createUsers(passwdFile = '/etc/passwd'): Users {
  const names = new Map<number, string | undefined>();
  return {
    nameOf(uid) {
      if (names.has(uid)) return names.get(uid);
      const name = ownName(uid) ?? nameInFile(passwdFile, uid) ?? nameById(uid);
      if (names.size >= mostNames) names.clear();
      names.set(uid, name);
      return name;
    },
  };
}

function ownName(uid: number): string | undefined {
  try {
    const own = userInfo();
    return own.uid === uid ? own.username : undefined;
  } catch {
    // A user without an entry, as in some containers.
    return undefined;
  }
}

function nameInFile(file: string, uid: number): string | undefined {
  try {
    const entry = readFileSync(file, 'utf8')
      .split('\n')
      .find((line) => line.split(':')[2] === String(uid));
    return entry?.split(':')[0];
  } catch {
    return undefined;
  }
}

function nameById(uid: number): string | undefined {
  try {
    const asked = execFileSync('id', ['-nu', String(uid)], {
      timeout: longestAskMs,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return asked.toString().trim() || undefined;
  } catch {
    // It knows no such user, or there is no such program.
    return undefined;
  }
}
