import type { Clock } from '../ports';

/** The system's time. Whole program time is read from the monotonic clock, so that it never runs backwards. */
export function createClock(): Clock {
  return {
    nowMs: () => performance.timeOrigin + performance.now(),
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
