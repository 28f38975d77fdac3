import { openSync, readFileSync, readlinkSync, readSync } from 'node:fs';

/** What a thread is known by, and how much of the processor it has had. */
export interface OwnThread {
  /** For `cpuOfThread`; 0 where the system has no way to ask about another thread. */
  readonly id: number;
  /** Milliseconds so far; undefined where the system does not tell. */
  readonly cpuMs?: () => number;
}

/** Node 24 has it everywhere; before, Linux alone tells. */
const usage: unknown = Reflect.get(process, 'threadCpuUsage');

/** The thread that asks. */
export function ownThread(): OwnThread {
  const [id, schedstat] = ownSchedstat();
  if (typeof usage !== 'function') return { id, ...(schedstat ? { cpuMs: schedstat } : {}) };
  return {
    id,
    cpuMs() {
      const { user, system } = usage.call(process) as NodeJS.CpuUsage;
      return (user + system) / 1_000;
    },
  };
}

/**
 * Milliseconds of the processor that another thread of this process has had. Where the system does not tell, what all
 * threads have had together: the one in question has had no more.
 */
export function cpuOfThread(id: number): number {
  try {
    if (id > 0) return firstNumber(readFileSync(`/proc/self/task/${id}/schedstat`, 'latin1'));
  } catch {
    // It is gone, or the kernel keeps no such figures.
  }
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** proc_pid_schedstat(5): the first figure is the time on the processor in nanoseconds. */
function firstNumber(text: string): number {
  return Number(text.slice(0, text.indexOf(' '))) / 1e6;
}

function ownSchedstat(): [id: number, cpuMs: (() => number) | undefined] {
  if (process.platform !== 'linux') return [0, undefined];
  try {
    const file = openSync('/proc/thread-self/schedstat', 'r');
    const buffer = Buffer.alloc(64);
    const cpuMs = () => firstNumber(buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0)));
    const id = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    return cpuMs() >= 0 ? [id, cpuMs] : [0, undefined];
  } catch {
    return [0, undefined];
  }
}
