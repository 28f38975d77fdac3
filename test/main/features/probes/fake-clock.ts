import type { Clock } from '../../../../src/main/ports';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Lets time pass: what falls due runs in order, each followed by whatever waits for it. */
  advance(ms: number): Promise<void>;
  /** How many callbacks are under way. */
  readonly pending: number;
}

export function createFakeClock(startMs = 1_000_000): FakeClock {
  let now = startMs;
  const timers = new Set<{ at: number; callback: () => void }>();

  return {
    nowMs: () => now,
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    get pending() {
      return timers.size;
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = Math.max(now, next.at);
        timers.delete(next);
        next.callback();
        await settle();
      }
      now = end;
    },
  };
}

/** Resolves when all promises that can settle now have done so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
