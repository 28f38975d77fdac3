import { z } from 'zod';

/** How a process ended: an exit code, a signal, or unknown (the system did not tell us). */
export const Exit = z.union([
  z.object({ code: z.number().int() }),
  z.object({ signal: z.number().int(), core: z.boolean().optional() }),
  z.object({ unknown: z.literal(true) }),
]);
export type Exit = z.infer<typeof Exit>;

/** A process as a probe reports it. Optional fields were not available to the probe. */
export const ProcessInfo = z.object({
  pid: z.number().int(),
  /** With the pid the identity of a process: when it started, in a unit of the system (Linux: clock ticks since boot). */
  start: z.number(),
  ppid: z.number().int().optional(),
  uid: z.number().int().optional(),
  /** Session and process group: they still tell where a process comes from after its parent has gone. */
  sid: z.number().int().optional(),
  pgid: z.number().int().optional(),
  tty: z.string().optional(),
  comm: z.string().optional(),
  exe: z.string().optional(),
  cwd: z.string().optional(),
  argv: z.array(z.string()),
  /** The command line was longer than what is read or kept. */
  truncated: z.boolean().optional(),
  /** The process had gone before its command line could be read; argv is empty. */
  lost: z.boolean().optional(),
  /** When this command line was started, ms since the epoch. */
  startedAt: z.number(),
  /** `shell`: no process was seen, but a shell told that this was typed. Its pid is made up, from 1,000,000 up. */
  src: z.literal('shell').optional(),
  /** The line as it was typed into a shell, shortened as arguments are. */
  typed: z.string().optional(),
});
export type ProcessInfo = z.infer<typeof ProcessInfo>;

/** The identity of a process as text, safe against reused pids: "pid:start". */
export const ProcessKey = z.string().regex(/^\d+:\d+(\.\d+)?$/);
export type ProcessKey = z.infer<typeof ProcessKey>;

export function keyOf(process: { pid: number; start: number }): ProcessKey {
  return `${process.pid}:${process.start}`;
}

/**
 * The command line as one text, arguments joined by single spaces: what rules match and people read.
 * A process without a readable command line is shown by its kernel name, as ps does: "[name]".
 */
export function commandLine(process: Pick<ProcessInfo, 'argv' | 'comm' | 'exe'>): string {
  if (process.argv.length > 0) return process.argv.join(' ');
  return `[${process.comm ?? process.exe ?? '?'}]`;
}

const longestKept = 16 * 1024;

/**
 * The process as it is kept and shown: with at most 16,384 characters of arguments, each counted with its end. The
 * argument that goes beyond is cut, those after it are left out. The same object when there is nothing to cut.
 */
export function shortened(process: ProcessInfo): ProcessInfo {
  const { argv } = process;
  let room = longestKept;
  for (const [index, argument] of argv.entries()) {
    if (argument.length >= room) {
      const cut = beginningOf(argument, room - 1);
      return { ...process, argv: [...argv.slice(0, index), ...(cut === '' ? [] : [cut])], truncated: true };
    }
    room -= argument.length + 1;
  }
  return process;
}

/** A typed line as it is kept and shown. */
export function shortenedLine(line: string): string {
  return line.length > longestKept ? beginningOf(line, longestKept) : line;
}

/** At most so many UTF-16 units, none of a character that would be cut in two. */
function beginningOf(text: string, length: number): string {
  const splits = /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(Math.max(0, length - 1), length + 1));
  const beginning = text.slice(0, splits ? length - 1 : length);
  // Copied, as an engine may keep all of the long text alive for a slice of it.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(beginning));
}

/**
 * About how much memory a value takes, in bytes: its text, and something for each of its parts. A cheap estimate; text
 * beyond Latin takes up to twice as much, and more in a message.
 */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return partSize + value.length;
  if (typeof value !== 'object' || value === null) return partSize;
  let size = partSize;
  if (Array.isArray(value)) for (const part of value) size += sizeOf(part);
  else for (const name in value) size += sizeOf(value[name as keyof typeof value]);
  return size;
}

const partSize = 16;

/**
 * The program's name without its path and the dash of a login shell: "bash" for "-/bin/bash". A typed line that is more
 * than one plain command is its own name.
 */
export function programName(process: Pick<ProcessInfo, 'argv' | 'comm' | 'exe' | 'src'>): string {
  const { argv, comm, exe } = process;
  // The kernel's name for a process is no path: "kworker/0:1".
  if (!argv[0] && comm) return comm;
  const first = argv[0] || exe || '?';
  if (process.src === 'shell' && /\s/.test(first)) return first;
  return first.slice(first.lastIndexOf('/') + 1).replace(/^-/, '');
}

const signalNames = [
  ...['', 'HUP', 'INT', 'QUIT', 'ILL', 'TRAP', 'ABRT', 'BUS', 'FPE', 'KILL', 'USR1', 'SEGV', 'USR2', 'PIPE', 'ALRM'],
  ...['TERM', 'STKFLT', 'CHLD', 'CONT', 'STOP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'XCPU', 'XFSZ', 'VTALRM', 'PROF'],
  ...['WINCH', 'IO', 'PWR', 'SYS'],
];

/** "0", "1", "SIGTERM", "SIGSEGV (core dumped)" or "?". Signal numbers are Linux's (signal(7)). */
export function describeExit(exit: Exit): string {
  if ('code' in exit) return String(exit.code);
  if ('signal' in exit) {
    const name = signalNames[exit.signal];
    return `${name ? `SIG${name}` : `signal ${exit.signal}`}${exit.core ? ' (core dumped)' : ''}`;
  }
  return '?';
}

/** True when the command did what was asked: it ended by itself with code 0. */
export function succeeded(exit: Exit): boolean {
  return 'code' in exit && exit.code === 0;
}
