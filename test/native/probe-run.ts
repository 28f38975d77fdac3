// Runs the real probe against real processes; everything it starts or creates is gone when the run is disposed.
import { type ChildProcess, type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  tier: 'a' | 'b' | 'c';
  src: 'ebpf' | 'netlink' | 'poll';
  /** The user who runs it; undefined for ourselves. */
  uid: number | undefined;
  /** The program: a copy of the probe, maybe with capabilities. */
  path: string;
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

export const nobody = 65534;
export const isRoot = process.getuid?.() === 0;

/** Each tier, as ourselves and as a user without privileges, as far as this machine allows. */
export const ways: Way[] = probePath ? findWays(probePath) : [];

function findWays(path: string): Way[] {
  const users: [string, number | undefined][] = [['as ourselves', undefined]];
  if (isRoot) users.push(['as nobody', nobody]);
  else console.log('The probe is not tested as another user, because that takes root.');
  const possible = users.flatMap(([user, uid]): Way[] => [
    { name: `eBPF ${user}`, tier: 'a', src: 'ebpf', uid, path: uid === undefined ? path : copyWithCapabilities(true) },
    { name: `netlink ${user}`, tier: 'b', src: 'netlink', uid, path },
    { name: `polling ${user}`, tier: 'c', src: 'poll', uid, path },
  ]);
  return possible.filter((way) => {
    const complaint = whyNot(way);
    if (complaint !== undefined) console.log(`${way.name} is not tested: ${complaint}`);
    return complaint === undefined;
  });
}

/** What the probe says when it cannot work this way; undefined when it can. */
function whyNot({ path, tier, uid }: Way): string | undefined {
  const identity = uid === undefined ? {} : { uid, gid: uid };
  // Its answer may be longer than spawnSync keeps; what went wrong is not.
  const trial = spawnSync(path, ['--stdout', '--once', '--tier', tier], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    ...identity,
  });
  return trial.status === 0 ? undefined : (trial.error?.message ?? trial.stderr.trim());
}

/** A copy of the probe in a folder of its own, as a user gets it who asks for full capture. Takes root. */
export function copyWithCapabilities(forAllUsers: boolean): string {
  const home = join(folder, forAllUsers ? 'for-all-users' : 'for-one-user', String(nobody));
  const path = join(home, 'viberot-probe');
  mkdirSync(home, { recursive: true, mode: 0o755 });
  copyFileSync(probePath ?? '', path);
  chmodSync(path, 0o755);
  if (forAllUsers) writeFileSync(join(home, 'all-users'), '', { mode: 0o644 });
  const outcome = spawnSync('setcap', ['cap_bpf,cap_perfmon+ep', path], { encoding: 'utf8' });
  if (outcome.status !== 0) console.log(`setcap failed: ${outcome.error?.message ?? outcome.stderr.trim()}`);
  return path;
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

  /** A field of /proc/PID/status: a number of kB, or a set of capabilities. */
  status(field: string): string {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return new RegExp(`^${field}:\\s+(\\w+)`, 'm').exec(status)?.[1] ?? '';
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
  const child = spawn(way.path, ['--socket', path, '--tier', way.tier], {
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
  constructor(command: string, args: string[], { uid, cwd }: { uid?: number; cwd?: string } = {}) {
    const identity = uid === undefined ? {} : { uid, gid: uid };
    this.child = spawn(command, args, { stdio: ['pipe', 'ignore', 'inherit'], cwd, ...identity });
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
