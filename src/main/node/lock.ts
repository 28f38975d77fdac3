import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import { isLiving, readProcStat } from './proc-stat';

/** `start` tells a process from a later one with the same pid; empty where the system does not say. */
interface Owner {
  readonly pid: number;
  readonly start: string;
  readonly nonce: string;
}

export interface Lock {
  /** Stands in the lock file for as long as the lock is ours. */
  readonly nonce: string;
  close(): void;
}

const attempts = 20;

/**
 * Takes the lock file `path` for this process, or says which process holds it.
 *
 * The file is linked into place whole, so that nobody reads half of it. A lock whose process is gone (killed, machine
 * restarted) is stale. Whoever wants to replace it must first hold a claim that is named after this very lock; so of
 * many processes that find the same stale lock only one replaces it, and none can replace a fresh one.
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
      if (tryLink(draft, path)) return ok(held(path, me));
      const owner = read(path);
      if (owner && isAlive(owner)) return fail('locked', String(owner.pid));
      if (replaceStale(path, draft, owner)) return ok(held(path, me));
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
    // Checked by hand, because terminal hosts lock as well and do without a library for it.
    const { pid, start, nonce } = JSON.parse(readFileSync(path, 'utf8')) as Record<keyof Owner, unknown>;
    const isOwner = Number.isInteger(pid) && Number(pid) > 0 && typeof start === 'string' && typeof nonce === 'string';
    return isOwner ? { pid: Number(pid), start, nonce } : undefined;
  } catch {
    return undefined;
  }
}

/** @returns true when the lock is ours now */
function replaceStale(path: string, draft: string, judged: Owner | undefined): boolean {
  const claim = `${path}.${judged?.nonce ?? 'unreadable'}.claim`;
  if (!tryLink(draft, claim)) {
    const claimant = read(claim);
    if (!claimant || !isAlive(claimant)) rmSync(claim, { force: true });
    return false;
  }
  const now = read(path);
  if (existsSync(path) && now?.nonce === judged?.nonce) {
    renameSync(claim, path);
    return true;
  }
  rmSync(claim, { force: true });
  return false;
}

function held(path: string, { nonce }: Owner): Lock {
  return {
    nonce,
    close() {
      if (read(path)?.nonce === nonce) rmSync(path, { force: true });
    },
  };
}

/** A zombie holds nothing any more, although its pid is still taken. */
function isAlive(owner: Owner): boolean {
  if (owner.start !== '') {
    const stat = readProcStat(owner.pid);
    return isLiving(stat) && stat.start === owner.start;
  }
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
