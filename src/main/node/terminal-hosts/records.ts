import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { Terminal } from '../../../shared/vocabulary';
import type { Home } from '../../ports';
import { type HostRecord, type RunningTree, terminalMark } from '../../terminal-host/messages';
import { isLiving, readProcStat } from '../proc-stat';
import { endTree, wasGiven } from '../process-tree';
import { buildOfFile, hostFiles } from './files';

const Record = z.object({
  protocol: z.number(),
  build: z.string(),
  pid: z.number().int().positive(),
  start: z.string(),
  socket: z.string(),
  token: z.string(),
  running: z.array(z.object({ id: z.string(), pid: z.number().int().positive(), start: z.string() })),
});

/** The builds of which something lies in the run directory. */
export function buildsWithFiles({ runDirectory }: Home): string[] {
  const builds = readdirSync(runDirectory).map(buildOfFile);
  return [...new Set(builds)].filter((build) => build !== undefined);
}

/** How a host of ours can be reached; where it listens is not taken from the file, because it is told a secret there. */
export function readRecord(home: Home, build: string): HostRecord | undefined {
  const { record: path, socket } = hostFiles(home, build);
  const record = Record.safeParse(readJson(path)).data;
  return record?.build === build ? { ...record, socket } : undefined;
}

/** The terminals that ended while no hub was there; they are told once. */
export function takeEnded(home: Home, build: string): Terminal[] {
  const { ended } = hostFiles(home, build);
  const terminals = z.array(Terminal).safeParse(readJson(ended)).data ?? [];
  rmSync(ended, { force: true });
  return terminals;
}

/** Of a file that nobody but this user could have written. */
function readJson(path: string): unknown {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const info = fstatSync(file);
    const user = process.getuid?.();
    const isOurs = user === undefined || (info.uid === user && (info.mode & 0o077) === 0);
    return info.isFile() && isOurs ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

export function isHostAlive({ pid, start }: HostRecord): boolean {
  if (start !== '' || process.platform === 'linux') {
    const stat = readProcStat(pid);
    return isLiving(stat) && stat.start === start;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Ends what runs in a terminal in its host's place, which does not answer. Resolves when nothing is left. */
export async function endTerminal(home: Home, build: string, terminal: string): Promise<void> {
  const running = readRecord(home, build)?.running ?? [];
  await Promise.all(running.filter(({ id }) => id === terminal).map(endRunning));
}

/** A process without the mark is not believed to be ours, whatever the record says: only those are ended that have it. */
function endRunning({ id, pid, start }: RunningTree): Promise<void> {
  const mark = { name: terminalMark, value: id };
  return endTree({ pid, start: wasGiven(pid, mark) === false ? '' : start, mark });
}

/**
 * Ends what a host that died has left behind, and removes its files. What the hub knows of its terminals is ended as well:
 * the host may have died before it wrote down the last of them. Resolves when nothing is left.
 */
export async function clearRemains(home: Home, record: HostRecord, known: readonly Terminal[]): Promise<void> {
  const written = readRecord(home, record.build);
  const recorded = (written ?? record).running;
  const unrecorded = known.filter(({ id, exit }) => !exit && !recorded.some((of) => of.id === id));
  await Promise.all([...recorded, ...unrecorded.map(({ id, pid }) => ({ id, pid, start: '' }))].map(endRunning));
  if (written?.pid !== record.pid) return;
  const files = hostFiles(home, record.build);
  rmSync(files.record, { force: true });
  if (process.platform !== 'win32') rmSync(files.socket, { force: true });
  rmSync(files.lock, { force: true });
}
