import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { allPids, isLiving, readProcStat } from './proc-stat';

/** How long processes have to end by themselves after the hang-up, and then after a request to end. */
const termAfterMs = 400;
const killAfterMs = 1_000;
/** What a kill has not ended by then hangs in the kernel; nobody can end it. */
const giveUpMs = 6_000;
const pollMs = 20;
const shareMs = 4;

/** Where a tree of processes begins, which may have ended. */
export interface TreeRoot {
  /** The leader of a session. */
  readonly pid: number;
  /**
   * When it started, as /proc tells; tells it from a later process with the same pid. Empty where the system does not say;
   * on Linux it had ended before anybody could look, so whoever has the pid now is somebody else.
   */
  readonly start: string;
  /** A variable that the root was given, and nobody else: those who left everything else have it (Linux). */
  readonly mark?: { readonly name: string; readonly value: string } | undefined;
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly start: string;
  /** Variables of its environment that were asked for. */
  readonly variables: Map<string, string | undefined>;
}

/**
 * Ends a process with all that came from it: what descends from it, what is in its session or in that of one that
 * descends from it, and what has its mark (Linux). Hangs up, asks to end, and kills, in this order. Signals to the root
 * or its group would not do: jobs of a shell are groups of their own, and some ignore the hang-up or leave the session.
 * Resolves when none is left.
 */
export async function endTree(root: TreeRoot): Promise<void> {
  const tree = createTree(root);
  const began = performance.now();
  const told = new Map<string, 'SIGHUP' | 'SIGTERM'>();
  for (let members = await tree.members(); members.length > 0; members = await tree.members()) {
    const waitedMs = performance.now() - began;
    if (waitedMs > giveUpMs) return;
    const signal = waitedMs >= termAfterMs ? 'SIGTERM' : 'SIGHUP';
    for (const { pid, start } of members) {
      if (waitedMs >= killAfterMs) sendSignal(pid, 'SIGKILL');
      else if (told.get(`${pid}:${start}`) !== signal) {
        told.set(`${pid}:${start}`, signal);
        sendSignal(pid, signal);
        // A stopped process hears it only when it goes on.
        sendSignal(pid, 'SIGCONT');
      }
    }
    await sleep(pollMs);
  }
}

/** Remembers who belonged to the tree: a parent that has ended no longer tells whose its children are. */
function createTree({ pid: root, start: rootStart, mark }: TreeRoot) {
  const known = new Set<string>();
  const sessions = new Set<number>([root]);
  const isStartKnown = rootStart !== '' || process.platform === 'linux';
  const isRoot = ({ pid, start }: Row) => pid === root && (start === rootStart || !isStartKnown);

  function belongs(row: Row, members: ReadonlySet<number>): boolean {
    if (isRoot(row)) return true;
    if (members.has(row.parent) || sessions.has(row.session)) return true;
    return known.has(keyOf(row)) || (mark !== undefined && variableOf(row, mark.name) === mark.value);
  }

  return {
    async members(): Promise<Row[]> {
      const rows = await processTable();
      const leader = rows.find(({ pid }) => pid === root);
      // Somebody else's session by now; ours has no member left, or the number would not be free.
      if (leader && !isRoot(leader)) sessions.delete(root);
      const mine = new Set<number>();
      const found: Row[] = [];
      for (let grown = true; grown; ) {
        grown = false;
        for (const row of rows) {
          if (mine.has(row.pid) || row.pid === process.pid || row.pid <= 1) continue;
          if (!belongs(row, mine)) continue;
          known.add(keyOf(row));
          mine.add(row.pid);
          if (row.session === row.pid) sessions.add(row.session);
          found.push(row);
          grown = true;
        }
      }
      return found;
    },
  };
}

const keyOf = ({ pid, start }: Pick<Row, 'pid' | 'start'>) => `${pid}:${start}`;

/** It is read once: what a process makes of it later is not seen from outside. */
function variableOf({ pid, variables }: Row, name: string): string | undefined {
  if (variables.has(name)) return variables.get(name);
  const environment = readEnvironment(pid);
  const value = valueIn(environment, name);
  // One without any may be about to become another program, which is when the kernel shows none.
  if (environment.length > 1) variables.set(name, value);
  return value;
}

function valueIn(environment: readonly string[], name: string): string | undefined {
  return environment.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Whether a process was given a variable with this value; undefined where that cannot be seen. */
export function wasGiven(pid: number, { name, value }: NonNullable<TreeRoot['mark']>): boolean | undefined {
  return process.platform === 'linux' ? valueIn(readEnvironment(pid), name) === value : undefined;
}

function readEnvironment(pid: number): string[] {
  if (process.platform !== 'linux') return [];
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
  } catch {
    // It has gone, or is another user's.
    return [];
  }
}

/** The next look at all processes, which trees that end at the same time share; never one of before they asked. */
let next: Promise<Row[]> | undefined;
let variables = new Map<string, Row['variables']>();

function processTable(): Promise<Row[]> {
  next ??= sleep(shareMs).then(() => {
    next = undefined;
    return readTable();
  });
  return next;
}

async function readTable(): Promise<Row[]> {
  const rows = process.platform === 'linux' ? linuxTable() : await otherTable();
  const known = rows.map((row) => ({ ...row, variables: variables.get(keyOf(row)) ?? row.variables }));
  variables = new Map(known.map((row) => [keyOf(row), row.variables]));
  return known;
}

async function otherTable(): Promise<Row[]> {
  try {
    // In macOS a session can't be asked for; a group stands for it.
    const { stdout } = await promisify(execFile)('/bin/ps', ['-axo', 'pid=,ppid=,pgid=,stat=,lstart=']);
    return rowsOfPs(stdout);
  } catch {
    return [];
  }
}

function linuxTable(): Row[] {
  return allPids().flatMap((pid) => {
    const stat = readProcStat(pid);
    return isLiving(stat) ? [{ ...stat, pid, variables: new Map() }] : [];
  });
}

/** The living processes in what `ps -axo pid=,ppid=,pgid=,stat=,lstart=` of macOS printed. */
export function rowsOfPs(text: string): Row[] {
  return [...text.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s+([^Z\s]\S*)\s+(.+?)\s*$/gm)].map(
    ([, pid, parent, group, , start = '']) => ({
      ...{ pid: Number(pid), parent: Number(parent), group: Number(group), session: Number(group) },
      ...{ start, variables: new Map() },
    }),
  );
}

/** Sends a signal to a process, or to a group by its negative number, that may have ended. */
export function sendSignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has.
  }
}
