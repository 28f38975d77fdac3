import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import { readProcStat } from './proc-stat';

/** `start` tells a process from a later one with the same pid; empty where the system does not say. */
const Owner = z.object({ pid: z.number().int().positive(), start: z.string(), nonce: z.string() });
type Owner = z.infer<typeof Owner>;

export interface Lock {
  close(): void;
}

const attempts = 20;

/**
 * Takes the lock file `path` for this process, or says which process holds it.
 *
 * The file is linked into place whole, so that nobody reads half of it. A lock whose process is gone (killed, machine
 * restarted) is stale: it is moved aside first and looked at again, so that of two processes that find the same stale
 * lock only one takes it over and neither can take a fresh one.
 */
export function acquireLock(path: string): Result<Lock, 'locked' | 'cannot-lock'> {
  const me: Owner = {
    pid: process.pid,
    start: readProcStat(process.pid)?.start ?? '',
    nonce: randomBytes(8).toString('hex'),
  };
  const draft = `${path}.${me.nonce}`;
  try {
    writeFileSync(draft, JSON.stringify(me), { mode: 0o600 });
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (tryLink(draft, path)) return ok({ close: () => release(path, me) });
      const owner = read(path);
      if (owner && isAlive(owner)) return fail('locked', String(owner.pid));
      moveAside(path, owner, `${path}.${me.nonce}.stale`);
    }
    return fail('locked', 'another process that is just starting');
  } catch (error) {
    return fail('cannot-lock', `${path} cannot be written: ${messageOf(error)}`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): Owner | undefined {
  try {
    return Owner.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

function moveAside(path: string, judged: Owner | undefined, aside: string): void {
  try {
    renameSync(path, aside);
  } catch {
    return; // Somebody else was faster; look again.
  }
  const moved = read(aside);
  // What we moved may be a fresh lock that replaced the stale one in between: put it back.
  if (moved && moved.nonce !== judged?.nonce && isAlive(moved)) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function release(path: string, me: Owner): void {
  if (read(path)?.nonce === me.nonce) rmSync(path, { force: true });
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const start = readProcStat(owner.pid)?.start ?? '';
  return start === '' || owner.start === '' || start === owner.start;
}
