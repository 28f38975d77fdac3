import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scope } from '../../shared/scope';
import type { Guard, Log, LogFields } from '../ports';

export interface GuardOptions {
  /** Path of guard.sh. */
  readonly script: string;
  readonly log: Log;
  /** How long groups have to end by themselves after the hub's death, and then after a SIGTERM. */
  readonly grace?: { readonly termAfterMs: number; readonly killAfterMs: number };
}

/** Each further restart waits longer by so much. */
const restartMs = 1_000;
const quitMs = 2_000;

/** Starts the guard as a shell script in a session of its own. It is told to quit when the scope closes. */
export function createGuard({ script, log, grace }: GuardOptions, scope: Scope): Guard {
  if (process.platform === 'win32') {
    log.info('There is no guard on Windows: what actions started may go on if VibeRot crashes');
    return { watchGroup() {}, forgetGroup() {}, watchFile() {}, watchLock() {} };
  }
  const groups = new Set<number>();
  const files = new Set<string>();
  let lock: string | undefined;
  const times = grace ? [grace.termAfterMs, grace.killAfterMs].map((ms) => String(Math.ceil(ms / 100))) : [];
  let restarts = 0;
  let guard: ChildProcessByStdio<Writable, null, null>;

  function start(): void {
    if (scope.closed) return;
    const options = { cwd: '/', env: { PATH: process.env.PATH }, detached: true } as const;
    guard = spawn('/bin/sh', [script, ...times], { ...options, stdio: ['pipe', 'ignore', 'ignore'] });
    // It must not keep the hub alive: a hub that ends without closing it has crashed, as far as the guard can know.
    guard.unref();
    guard.stdin.on('error', () => {
      // The guard has ended; the next one is told everything anew.
    });
    guard.once('error', (error) => restart({ error }));
    guard.once('exit', (code, signal) => restart({ code, signal }));
    if (lock !== undefined) send(`+l ${lock}`);
    for (const path of files) send(`+f ${path}`);
    for (const pgid of groups) send(`+g ${pgid}`);
  }

  function restart(end: LogFields): void {
    if (scope.closed) return;
    log.warn('The guard ended and is started again', end);
    setTimeout(start, restartMs * restarts++).unref();
  }

  function send(line: string): void {
    guard.stdin.write(`${line}\n`);
  }

  async function quit(): Promise<void> {
    if (guard.pid === undefined || guard.exitCode !== null || guard.signalCode !== null) return;
    guard.ref();
    const ended = once(guard, 'exit');
    guard.stdin.end('q\n');
    await Promise.race([ended, sleep(quitMs, undefined, { ref: false })]);
    guard.kill('SIGKILL');
  }

  start();
  scope.defer(quit);
  return {
    watchGroup(pgid) {
      groups.add(pgid);
      send(`+g ${pgid}`);
    },
    forgetGroup(pgid) {
      if (groups.delete(pgid)) send(`-g ${pgid}`);
    },
    watchLock(path, nonce) {
      if (path.includes('\n')) return log.warn('The lock is not guarded: its path contains a line break', { path });
      lock = `${nonce} ${path}`;
      send(`+l ${lock}`);
    },
    watchFile(path) {
      if (path.includes('\n')) return log.warn('A file is not guarded: its path contains a line break', { path });
      files.add(path);
      send(`+f ${path}`);
    },
  };
}
