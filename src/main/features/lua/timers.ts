import type { Unsubscribe } from '../../../shared/event';
import type { Registration } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';

/** The timers that Lua has registered: the host keeps the time, so that a worker without work sleeps. */
export interface Timers {
  /** These are there now; others are forgotten. */
  follow(registrations: readonly Registration[]): void;
  clear(): void;
}

const leastEveryMs = 10;

/** @param ring runs a handler to its end */
export function createTimers(clock: Clock, ring: (handler: string) => Promise<unknown>): Timers {
  const running = new Map<string, Unsubscribe>();

  function wind({ handler, about }: Registration): void {
    const { after_ms: afterMs, every_ms: everyMs } = about;
    if (typeof everyMs === 'number') every(handler, Math.max(leastEveryMs, everyMs));
    else if (typeof afterMs === 'number')
      running.set(
        handler,
        clock.after(afterMs, () => void ring(handler)),
      );
  }

  /** From beginning to beginning, but never while the last one is still under way. */
  function every(handler: string, ms: number): void {
    let due = clock.nowMs() + ms;
    let isUnderWay = false;
    const wait = () => running.set(handler, clock.after(Math.max(0, due - clock.nowMs()), beat));
    function beat(): void {
      due = Math.max(due + ms, clock.nowMs());
      if (!isUnderWay) {
        isUnderWay = true;
        void ring(handler).finally(() => {
          isUnderWay = false;
        });
      }
      wait();
    }
    wait();
  }

  return {
    follow(registrations) {
      const timers = new Map(registrations.filter(({ kind }) => kind === 'timer').map((each) => [each.handler, each]));
      for (const [handler, cancel] of running) {
        if (timers.has(handler)) continue;
        cancel();
        running.delete(handler);
      }
      for (const timer of timers.values()) if (!running.has(timer.handler)) wind(timer);
    },
    clear() {
      for (const cancel of running.values()) cancel();
      running.clear();
    },
  };
}
