import { readdirSync, readFileSync } from 'node:fs';

/** What /proc/PID/stat of Linux tells, as far as we need it (proc(5), fields 3 to 6 and 22). */
export interface ProcStat {
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** When the process started, in ticks since boot; with the pid it is the process's identity. */
  readonly start: string;
}

/** @returns undefined when there is no such process (any more), or no /proc */
export function readProcStat(pid: number): ProcStat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may contain anything, also ")".
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state = '', parent, group, session] = fields;
    return { state, parent: Number(parent), group: Number(group), session: Number(session), start: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

/** True for a process that has not ended; a zombie has, its parent only has not looked yet. */
export function isLiving(stat: ProcStat | undefined): stat is ProcStat {
  return stat !== undefined && stat.state !== 'Z' && stat.state !== 'X';
}

/** The pids of all processes. */
export function allPids(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}
