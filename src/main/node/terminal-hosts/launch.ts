import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, messageOf, ok, type Result } from '../../../shared/result';
import type { Home, Log } from '../../ports';
import type { HostRecord } from '../../terminal-host/messages';
import { isHostAlive, readRecord } from './records';

const longestStartMs = 15_000;
const lookEveryMs = 10;

/** What a host must not be told of the terminal, the action or the agent that the hub was started from. */
const notForHosts = ['VIBEROT_TOKEN', 'VIBEROT_CAUSES', 'VIBEROT_AGENT_ID', 'VIBEROT_TERMINAL', 'NODE_OPTIONS'];

/**
 * The name of the app's own build: the files that a host is made of, by what is in them. Six digits keep the socket's path
 * short. Empty when one of them is missing.
 */
export function ownBuild(files: readonly string[], log: Log): string {
  try {
    const hash = createHash('sha256');
    for (const file of files) hash.update(readFileSync(file));
    return hash.digest('hex').slice(0, 6);
  } catch (error) {
    log.error('The terminal host is missing: terminals cannot be started', { files, error });
    return '';
  }
}

export interface LaunchOptions {
  readonly home: Home;
  /** The built entry of the host. */
  readonly program: string;
  readonly build: string;
  /** How long the host waits for a hub when nothing runs. */
  readonly aloneMs: number;
  /** A record that leads to nobody: what it names is not a host, although it lives. */
  readonly except?: HostRecord | undefined;
}

/** Starts the host of a build, outside the hub's session, and waits until it can be reached. */
export async function launchHost(options: LaunchOptions): Promise<Result<HostRecord, 'cannot-start'>> {
  const { home, program, build, aloneMs, except } = options;
  const deadline = performance.now() + longestStartMs;
  const found = () => {
    const record = readRecord(home, build);
    return record && record.token !== except?.token && isHostAlive(record) ? record : undefined;
  };
  let problem = `it was not ready within ${longestStartMs / 1000} s`;
  while (performance.now() < deadline) {
    const started = start(program, [home.directory, build, String(aloneMs)]);
    while (!started.ended && performance.now() < deadline) {
      const record = found();
      if (record) return ok(record);
      await sleep(lookEveryMs);
    }
    // Another one may hold the lock, which is about to be found or is just ending.
    const record = found();
    if (record) return ok(record);
    problem = started.problem ?? problem;
    if (started.problem !== undefined) break;
    await sleep(lookEveryMs * 5);
  }
  const log = join(home.directory, 'logs', 'terminals.log');
  return fail(
    'cannot-start',
    `The process that holds terminals could not be started: ${problem}. ${log} may say more.`,
  );
}

function start(program: string, args: readonly string[]): { readonly ended: boolean; readonly problem?: string } {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    // A terminal has a thread that waits for its process; glibc would keep memory apart for each of them.
    MALLOC_ARENA_MAX: '2',
    ...(process.versions.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
  };
  for (const name of notForHosts) delete env[name];
  const state: { ended: boolean; problem?: string } = { ended: false };
  try {
    // What is read lives for a moment only: it needs little room, and a host is to stay small.
    const child = spawn(process.execPath, ['--max-semi-space-size=2', program, ...args], {
      ...{ cwd: '/', env, detached: true, stdio: 'ignore', windowsHide: true },
    });
    child.unref();
    child.once('error', (error) => Object.assign(state, { ended: true, problem: error.message }));
    child.once('exit', (code) => {
      state.ended = true;
      if (code !== 0) state.problem = `it ended at once (${code})`;
    });
  } catch (error) {
    Object.assign(state, { ended: true, problem: messageOf(error) });
  }
  return state;
}
