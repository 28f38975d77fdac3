import type { ProbeMessage } from '../../../../src/main/features/probes/protocol';

type Fields = Record<string, unknown>;

/** A line that a helper would send. */
export function line(t: ProbeMessage['t'], fields: Fields = {}): string {
  return `${JSON.stringify({ t, ...fields })}\n`;
}

/** Monotonic 0 is 1,000,000 ms since the epoch. */
export const clockPair = { mono: 0, real: 1_000_000 };

export const hello = (fields: Fields = {}) =>
  line('hello', {
    ...{ v: 1, src: 'netlink', pid: 7, os: 'linux', token: 'secret', clock: clockPair },
    ...{ can: ['argv', 'code'], why: 'the best for this user', build: '0.1.0', ...fields },
  });
export const exec = (pid: number, start: number, ...argv: string[]) =>
  line('exec', { pid, start, ts: start * 1e6, argv });
export const snap = (pid: number, start: number, ...argv: string[]) =>
  line('snap', { pid, start, ts: start * 1e6, argv });
export const exit = (pid: number, start: number, how: Fields = { code: 0 }) =>
  line('exit', { pid, start, ts: (start + 5) * 1e6, ...how });
export const snapend = (n: number) => line('snapend', { n });
export const resync = () => line('resync');
export const drop = (where: string, n: number) => line('drop', { where, n });
export const heartbeat = (clock = clockPair) => line('hb', { clock, events: 0, lost: 0, dropped: 0 });
