/** What a line of a contestant says about a process. */
export type Sighting =
  | {
      readonly type: 'exec';
      readonly pid: number;
      /** Argument by argument, from those who tell them apart. */
      readonly argv?: readonly string[];
      /** The arguments joined by spaces. */
      readonly text?: string;
    }
  | { readonly type: 'exit'; readonly pid: number; readonly code?: number; readonly signal?: number }
  /** Some events were lost. */
  | { readonly type: 'drop'; readonly count: number };

/** Lines of our helper (native/protocol.h). */
export function readProbeLine(line: string): Sighting | undefined {
  const { t, pid, argv, code, sig, n } = JSON.parse(line);
  if (t === 'exec') return { type: 'exec', pid, ...(argv && { argv }) };
  if (t === 'exit') return { type: 'exit', pid, ...(sig ? { signal: sig } : typeof code === 'number' && { code }) };
  return t === 'drop' ? { type: 'drop', count: Math.max(1, n) } : undefined;
}

/** "UID=0    PID=123    | command", as pspy prints it. */
export function readPspyLine(line: string): Sighting | undefined {
  const [, pid, text = ''] = /^UID=\S+\s+PID=(\d+)\s+\| (.*)$/.exec(line) ?? [];
  return pid ? { type: 'exec', pid: Number(pid), text } : undefined;
}

/** "TIME EVENT PID INFO DURATION PROCESS", forkstat(8); of an exit, the info is a status as wait(2) gives it. */
export function readForkstatLine(line: string): Sighting | undefined {
  const [, event, pid, rest = ''] = /^\S+\s+(exec|exit)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
  if (event === 'exec') return { type: 'exec', pid: Number(pid), text: rest };
  return event === 'exit' ? { type: 'exit', pid: Number(pid), ...exitOf(Number.parseInt(rest, 10)) } : undefined;
}

/** "PCOMM PID PPID RET ARGS", execsnoop-bpfcc(8). */
export function readExecsnoopLine(line: string): Sighting | undefined {
  const [, pid, text = ''] = /^.{16} (\d+)\s+\S+\s+0 (.*)$/.exec(line) ?? [];
  return pid ? { type: 'exec', pid: Number(pid), text } : undefined;
}

/** A status as wait(2) gives it. */
export function exitOf(status: number): { code: number } | { signal: number } {
  const signal = status & 0x7f;
  return signal ? { signal } : { code: (status >> 8) & 0xff };
}
