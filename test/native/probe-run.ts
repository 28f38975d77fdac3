// Runs the real probe against real processes; everything it starts or creates is gone when the run is disposed.
import { type ChildProcess, type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterAll } from 'vitest';
import { buildNative } from '../../scripts/build-native.mjs';

export interface Line {
  t: string;
  pid?: number;
  start?: number;
  argv?: string[];
  [field: string]: unknown;
}

export interface Way {
  name: string;
  tier: 'b' | 'c';
  src: 'netlink' | 'poll';
  uid: number | undefined;
}

export const token = 'a secret of 32 characters or more';
const deadlineMs = 20_000;
const { path: builtPath } = await buildNative({ log: () => {} });

/** Where the probe is for this test file: also other users can run it there. Undefined when it cannot be built here. */
export const folder = mkdtempSync(join(tmpdir(), 'viberot-probe-'));
chmodSync(folder, 0o777);
export const probePath = builtPath ? join(folder, 'viberot-probe') : undefined;
if (builtPath && probePath) {
  copyFileSync(builtPath, probePath);
  chmodSync(probePath, 0o755);
} else console.log('The tests of the native probe are skipped: it could not be built here.');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each tier, as ourselves and as a user without privileges, as far as this machine allows. */
export const ways: Way[] = probePath ? findWays(probePath) : [];

function findWays(path: string): Way[] {
  const users: [string, number | undefined][] = [['as ourselves', undefined]];
  if (process.getuid?.() === 0) users.push(['as nobody', 65534]);
  else console.log('The probe is not tested as another user, because that takes root.');
  const found: Way[] = [];
  for (const [user, uid] of users) {
    const identity = uid === undefined ? {} : { uid, gid: uid };
    // Its answer may be longer than spawnSync keeps; what went wrong is not.
    const trial = spawnSync(path, ['--stdout', '--once', '--tier', 'b'], {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
      ...identity,
    });
    if (trial.status === 0) found.push({ name: `netlink ${user}`, tier: 'b', src: 'netlink', uid });
    else console.log(`Netlink ${user} is not tested: ${trial.stderr.trim()}`);
    found.push({ name: `polling ${user}`, tier: 'c', src: 'poll', uid });
  }
  return found;
}

/** Rejects with a reason instead of letting the test run into its time limit. */
export async function inTime<T>(promise: Promise<T>, what: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited in vain for ${what()}`)), deadlineMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export const exitOf = (child: ChildProcess): Promise<{ code: number | null; signal: string | null }> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve({ code: child.exitCode, signal: child.signalCode })
    : inTime(
        once(child, 'exit').then(([code, signal]) => ({ code, signal })),
        () => `the end of process ${child.pid}`,
      );

/** Collects lines and lets tests wait for one. */
export class Lines {
  readonly all: Line[] = [];
  #rest = '';
  #waiting = new Set<() => void>();

  read(stream: Readable): void {
    stream.setEncoding('utf8').on('data', (text: string) => {
      const parts = (this.#rest + text).split('\n');
      this.#rest = parts.pop() ?? '';
      for (const part of parts) this.all.push(JSON.parse(part));
      for (const wake of this.#waiting) wake();
    });
  }

  /** The first line, past or to come, that fits. */
  next(fits: (line: Line) => boolean, what: string): Promise<Line> {
    const seen = new Promise<Line>((resolve) => {
      const look = () => {
        const line = this.all.find(fits);
        if (!line) return;
        this.#waiting.delete(look);
        resolve(line);
      };
      this.#waiting.add(look);
      look();
    });
    return inTime(seen, () => `${what}; the last lines were ${JSON.stringify(this.all.slice(-3)).slice(0, 600)}`);
  }
}

/** A running probe and the app's end of its socket. */
export class ProbeRun implements AsyncDisposable {
  readonly lines = new Lines();
  constructor(
    readonly child: ChildProcessByStdio<Writable, null, null>,
    readonly socket: Socket,
    readonly server: Server,
  ) {}

  line(t: string, pid?: number): Promise<Line> {
    return this.lines.next((line) => line.t === t && (pid === undefined || line.pid === pid), `${t} of ${pid}`);
  }

  status(field: string): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await exitOf(this.child);
    this.socket.destroy();
    this.server.close();
  }
}

let runs = 0;

/** Starts the probe and waits until it is connected; unless stalled, also until it has listed all processes. */
export async function startProbe(way: Way, { stalled = false } = {}): Promise<ProbeRun> {
  const path = join(folder, `${++runs}.sock`);
  const server = createServer({ pauseOnConnect: true }).listen(path);
  await once(server, 'listening');
  chmodSync(path, 0o777);
  const identity = way.uid === undefined ? {} : { uid: way.uid, gid: way.uid };
  const child = spawn(probePath ?? '', ['--socket', path, '--tier', way.tier], {
    stdio: ['pipe', 'ignore', 'inherit'],
    ...identity,
  });
  child.stdin.on('error', () => {}).write(`${token}\n`);
  const [socket] = (await inTime(once(server, 'connection'), () => 'the connection')) as [Socket];
  const run = new ProbeRun(
    child,
    socket.on('error', () => {}),
    server,
  );
  if (stalled) return run;
  run.lines.read(socket);
  socket.resume();
  await run.line('snapend');
  return run;
}

/** A process with any arguments that stays until it is told how to end. */
export class Held implements AsyncDisposable {
  readonly child: ChildProcessByStdio<Writable, null, null>;
  constructor(command: string, args: string[]) {
    this.child = spawn(command, args, { stdio: ['pipe', 'ignore', 'inherit'] });
    this.child.stdin.on('error', () => {});
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  async end(code: number): Promise<void> {
    this.child.stdin.end(`${code}\n`);
    await exitOf(this.child);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await exitOf(this.child);
  }
}

const script = 'read code; exit "$code"';

/** The arguments that hold(args) appears with. */
export const heldArgv = (args: string[]): string[] => ['sh', '-c', script, ...args];

export const hold = (...args: string[]): Held => new Held('sh', ['-c', script, ...args]);
