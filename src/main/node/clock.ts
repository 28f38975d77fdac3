import type { Clock } from '../ports';

/** A longer timer of Node goes off at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The system's time. Whole program time is read from the monotonic clock, so that it never runs backwards. */
export function createClock(): Clock {
  return {
    nowMs: () => performance.timeOrigin + performance.now(),
    after(ms, callback) {
      let timer: NodeJS.Timeout;
      let leftMs = ms;
      function wait(): void {
        const partMs = Math.min(leftMs, longestTimerMs);
        leftMs -= partMs;
        timer = setTimeout(leftMs > 0 ? wait : callback, partMs);
        timer.unref();
      }
      wait();
      return () => clearTimeout(timer);
    },
  };
}
