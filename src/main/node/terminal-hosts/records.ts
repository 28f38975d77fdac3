import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { Terminal } from '../../../shared/vocabulary';
import type { Home } from '../../ports';
import { type HostRecord, type RunningTree, terminalMark } from '../../terminal-host/messages';
import { isLiving, readProcStat } from '../proc-stat';
import { endTree } from '../process-tree';
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

export function readRecord(home: Home, build: string): HostRecord | undefined {
  const record = Record.safeParse(readJson(hostFiles(home, build).record)).data;
  return record?.build === build ? record : undefined;
}

/** The terminals that ended while no hub was there; they are told once. */
export function takeEnded(home: Home, build: string): Terminal[] {
  const { ended } = hostFiles(home, build);
  const terminals = z.array(Terminal).safeParse(readJson(ended)).data ?? [];
  rmSync(ended, { force: true });
  return terminals;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

export function isHostAlive({ pid, start }: HostRecord): boolean {
  if (start !== '') {
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

function endRunning({ id, ...root }: RunningTree): Promise<void> {
  return endTree({ ...root, mark: { name: terminalMark, value: id } });
}

/** Ends what a host that died has left behind, and removes its files. Resolves when nothing is left. */
export async function clearRemains(home: Home, record: HostRecord): Promise<void> {
  const { build, running } = readRecord(home, record.build) ?? record;
  const mine = readRecord(home, record.build)?.pid === record.pid;
  await Promise.all(running.map(endRunning));
  if (!mine) return;
  const files = hostFiles(home, build);
  rmSync(files.record, { force: true });
  if (process.platform !== 'win32') rmSync(files.socket, { force: true });
  rmSync(files.lock, { force: true });
}
