import type { Exit, ProcessInfo } from '../../../shared/vocabulary';
import type { ClockPair, ExitMessage, ProcessMessage } from './protocol';

const nsPerMs = 1e6;

/** Monotonic nanoseconds as ms since the epoch. */
export function epochMs(ns: number, clock: ClockPair): number {
  return clock.real + (ns - clock.mono) / nsPerMs;
}

/** A process as a helper tells of it, in the words of the app. */
export function processOf(message: ProcessMessage, clock: ClockPair): ProcessInfo {
  return {
    pid: message.pid,
    start: message.start,
    ppid: message.ppid,
    uid: message.uid,
    sid: message.sid,
    pgid: message.pgid,
    tty: message.tty,
    comm: message.comm,
    exe: message.exe,
    cwd: message.cwd,
    argv: message.argv ?? [],
    truncated: message.trunc && true,
    lost: message.lost && true,
    startedAt: epochMs(message.ts, clock),
  };
}

export function exitOf({ sig, core, code }: ExitMessage): Exit {
  if (sig !== undefined) return core ? { signal: sig, core: true } : { signal: sig };
  return typeof code === 'number' ? { code } : { unknown: true };
}
