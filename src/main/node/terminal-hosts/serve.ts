import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fail, messageOf, ok, type Result } from '../../../shared/result';
import type { Scope } from '../../../shared/scope';
import type { Terminal } from '../../../shared/vocabulary';
import type { Accept, Log } from '../../ports';
import { type HostRecord, protocol, type RunningTree } from '../../terminal-host/messages';
import { serveLocalSocket } from '../local-socket';
import { acquireLock } from '../lock';
import { readProcStat } from '../proc-stat';
import { randomToken } from '../token';
import type { HostFiles } from './files';

export interface ServedHost {
  /** What runs now, for a hub that finds this process dead. */
  running(trees: readonly RunningTree[]): void;
  /** Tells the next hub which terminals ended, because this process ends as well. */
  leave(ended: readonly Terminal[]): void;
}

export interface ServeHostOptions {
  readonly files: HostFiles;
  readonly build: string;
  readonly accept: Accept;
  readonly log: Log;
  /** Told when nobody can find this process any more: its home was removed. */
  readonly onLost: () => void;
}

const lookMs = 2_000;

/** Makes this process the terminal host of its build: locks, listens, and says where it can be found. */
export async function serveTerminalHost(
  { files, build, accept, log, onLost }: ServeHostOptions,
  scope: Scope,
): Promise<Result<ServedHost, 'locked' | 'cannot-serve'>> {
  const lock = acquireLock(files.lock);
  if (!lock.ok) return fail(lock.error === 'locked' ? 'locked' : 'cannot-serve', lock.message);
  scope.use(lock.value);
  const token = randomToken();
  try {
    await serveLocalSocket({ path: files.socket, token, accept, log }, scope);
  } catch (error) {
    return fail('cannot-serve', messageOf(error));
  }

  const { pid } = process;
  const start = readProcStat(pid)?.start ?? '';
  function running(trees: readonly RunningTree[]): void {
    const record: HostRecord = { protocol, build, pid, start, socket: files.socket, token, running: trees };
    replace(files.record, record);
  }
  try {
    running([]);
  } catch (error) {
    return fail('cannot-serve', `${files.record} cannot be written: ${messageOf(error)}`);
  }
  const looking = setInterval(() => {
    if (existsSync(files.record)) return;
    clearInterval(looking);
    onLost();
  }, lookMs);
  scope.defer(() => clearInterval(looking));
  // First, so that no hub looks for a socket that is gone.
  scope.defer(() => rmSync(files.record, { force: true }));
  return ok({
    running,
    leave(ended) {
      if (ended.length > 0) replace(files.ended, ended);
    },
  });
}

/** In one go, so that nobody reads half of it. */
function replace(path: string, value: unknown): void {
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, JSON.stringify(value), { mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
