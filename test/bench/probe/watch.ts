import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createLineSplitter } from '../../../src/main/features/probes/lines';
import { fail, ok, type Result } from '../../../src/shared/result';
import type { Scope } from '../../../src/shared/scope';
import { cpuNs, machineMs, pause, peakMegabytes } from '../measure';
import type { Contestant } from './contestants';
import type { Seen } from './judge';

/** A contestant that runs and is read. */
export interface Watch {
  /** What it said since the last time. */
  take(): Seen[];
  /** Until it has had nothing to say for a while. */
  quiet(): Promise<void>;
  /** Time on a CPU so far, of all its threads. */
  cpuNs(): number;
  peakMegabytes(): number;
  end(): Promise<void>;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Some compile a program for the kernel first. */
const readyMs = 20_000;
const quietMs = 300;
const longestQuietMs = 5_000;
const longestLine = 2_000_000;

/** Starts it and waits until it looks; ends with the scope at the latest. Fails with the reason it gives. */
export async function startWatching(contestant: Contestant, scope: Scope): Promise<Result<Watch, 'cannot-run'>> {
  const { command, uid, unavailable, ready, read } = contestant;
  if (unavailable) return fail('cannot-run', unavailable);
  const [path = '', ...args] = command;
  const child: Child = spawn(path, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
    env: { ...process.env, PYTHONUNBUFFERED: '1' },
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let seen: Seen[] = [];
  let lastMs = machineMs();
  let complaint = '';
  // Some complain here.
  let greeting = '';
  const looks = new Promise<boolean>((resolve) => {
    let isReady = false;
    const splitter = createLineSplitter({
      maxLength: longestLine,
      onTooLong: () => {},
      onLine(line) {
        if (isReady) {
          const sighting = read(line);
          if (sighting) seen.push({ sighting, atNs: Number(process.hrtime.bigint()) });
        } else if (ready.test(line)) {
          isReady = true;
          resolve(true);
        } else greeting += `\n${line}`;
      },
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      lastMs = machineMs();
      splitter.push(text);
    });
    child.once('close', () => resolve(false));
    child.once('error', (error) => {
      complaint = error.message;
      resolve(false);
    });
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint += text;
  });
  const end = () => endOf(child);
  scope.defer(end);
  if (!(await inTime(looks))) {
    await end();
    return fail('cannot-run', reasonOf(complaint + greeting));
  }
  const pid = child.pid ?? -1;
  return ok({
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
    async quiet() {
      const until = machineMs() + longestQuietMs;
      lastMs = Math.max(lastMs, machineMs());
      while (machineMs() < Math.min(until, lastMs + quietMs)) await pause(20);
    },
    cpuNs: () => cpuNs(pid),
    peakMegabytes: () => peakMegabytes(pid),
    end,
  });
}

async function inTime(looks: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), readyMs);
  });
  return Promise.race([looks, late]).finally(() => clearTimeout(timer));
}

async function endOf(child: Child): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 1_000);
  await ended;
  clearTimeout(timer);
}

/** The line that tells most of why a program gave up. */
export function reasonOf(complaint: string): string {
  const lines = complaint.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.find((line) => /unable|cannot|could not|must|needs?\b|unknown|does not|denied/i.test(line));
  return (telling ?? lines.at(-1) ?? 'it ended, or did not start to look, without a word').trim().slice(0, 200);
}
