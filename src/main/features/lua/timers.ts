import type { Unsubscribe } from '../../../shared/event';
import type { Registration } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';

/** The timers that Lua has registered: the host keeps the time, so that a worker without work sleeps. */
export interface Timers {
  /** These are there now; others are forgotten. */
  follow(registrations: readonly Registration[]): void;
  clear(): void;
}

interface Timer {
  /** Infinity once it has rung for the only time. */
  dueAt: number;
  readonly everyMs: number | undefined;
}

/** What falls due within so long is rung together: however many timers there are, they cost the hub little. */
const leastPauseMs = 10;

/** @param ring begins to run handlers; resolves when the worker has come to them */
export function createTimers(clock: Clock, ring: (handlers: readonly string[]) => Promise<unknown>): Timers {
  const timers = new Map<string, Timer>();
  let waiting: Unsubscribe | undefined;
  let rungAt = Number.NEGATIVE_INFINITY;
  let isRinging = false;

  function timerOf({ about: { after_ms: afterMs, every_ms: everyMs } }: Registration): Timer | undefined {
    if (typeof everyMs === 'number') {
      const ms = Math.max(leastPauseMs, everyMs);
      return { dueAt: clock.nowMs() + ms, everyMs: ms };
    }
    return typeof afterMs === 'number' ? { dueAt: clock.nowMs() + afterMs, everyMs: undefined } : undefined;
  }

  function wait(): void {
    waiting?.();
    waiting = undefined;
    const next = Math.min(...[...timers.values()].map(({ dueAt }) => dueAt));
    if (isRinging || next === Number.POSITIVE_INFINITY) return;
    const now = clock.nowMs();
    waiting = clock.after(Math.max(0, next - now, rungAt + leastPauseMs - now), beat);
  }

  function beat(): void {
    rungAt = clock.nowMs();
    const due = [...timers].filter(([, { dueAt }]) => dueAt <= rungAt);
    for (const [, timer] of due) {
      // From beginning to beginning; what was missed is not made up for.
      timer.dueAt =
        timer.everyMs === undefined ? Number.POSITIVE_INFINITY : Math.max(timer.dueAt + timer.everyMs, rungAt);
    }
    isRinging = due.length > 0;
    if (isRinging)
      void ring(due.map(([handler]) => handler)).finally(() => {
        isRinging = false;
        wait();
      });
    else wait();
  }

  return {
    follow(registrations) {
      const now = new Map(registrations.filter(({ kind }) => kind === 'timer').map((each) => [each.handler, each]));
      for (const handler of timers.keys()) if (!now.has(handler)) timers.delete(handler);
      for (const [handler, registration] of now) {
        const timer = timers.has(handler) ? undefined : timerOf(registration);
        if (timer) timers.set(handler, timer);
      }
      wait();
    },
    clear() {
      timers.clear();
      wait();
    },
  };
}
