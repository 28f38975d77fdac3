import type { Unsubscribe } from '../../../shared/event';
import type { Clock } from '../../ports';

/** When the text of a terminal is read: it costs the terminal host something, so no more often than it is of use. */
export interface ScreenWatch {
  /** The program writes again. */
  wrote(): void;
  /** It is quiet. */
  settled(): void;
  close(): void;
}

export interface ScreenWatchOptions {
  readonly clock: Clock;
  /** Reads the text. It is not called again before it has resolved. */
  readonly read: () => Promise<void>;
  /** The first pause while the program keeps writing. */
  readonly pauseMs: number;
  /** Each pause is twice the one before, up to this. */
  readonly longestPauseMs: () => number;
}

/** Between two readings of a program that falls silent again and again. */
const leastMs = 1_000;

export function createScreenWatch({ clock, read, pauseMs, longestPauseMs }: ScreenWatchOptions): ScreenWatch {
  let readAt = Number.NEGATIVE_INFINITY;
  let reading = false;
  let planned: { readonly at: number; readonly cancel: Unsubscribe } | undefined;
  let writing = false;
  let pause = pauseMs;
  let closed = false;

  /** What is planned earlier stays. */
  function plan(inMs: number): void {
    const at = Math.max(clock.nowMs() + inMs, readAt + leastMs);
    if (closed || (planned && planned.at <= at)) return;
    planned?.cancel();
    planned = { at, cancel: clock.after(at - clock.nowMs(), () => void look()) };
  }

  async function look(): Promise<void> {
    planned = undefined;
    if (reading) return plan(leastMs);
    reading = true;
    readAt = clock.nowMs();
    try {
      await read();
    } finally {
      reading = false;
    }
    if (!writing) return;
    pause = Math.min(pause * 2, longestPauseMs());
    plan(pause);
  }

  return {
    wrote() {
      if (writing) return;
      writing = true;
      pause = pauseMs;
      plan(pause);
    },
    settled() {
      writing = false;
      plan(0);
    },
    close() {
      closed = true;
      planned?.cancel();
    },
  };
}
