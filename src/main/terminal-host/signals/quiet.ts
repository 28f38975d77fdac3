import type { Unsubscribe } from '../../../shared/event';
import type { TerminalSignal } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';

/** Without output for so long, a screen is at rest. Spinners draw more often. */
const quietMs = 300;

/** Tells `output` when a quiet terminal writes, and `settled` when it has been quiet for a moment since. */
export interface QuietWatch {
  touch(): void;
  close(): void;
}

export function createQuietWatch(clock: Clock, onSignal: (signal: TerminalSignal) => void): QuietWatch {
  let lastMs = 0;
  let stop: Unsubscribe | undefined;

  // One timer that looks again is cheaper than one that is set anew for each piece of output.
  function look(): void {
    const leftMs = lastMs + quietMs - clock.nowMs();
    stop = leftMs > 0 ? clock.after(leftMs, look) : undefined;
    if (!stop) onSignal({ type: 'settled' });
  }

  return {
    touch() {
      lastMs = clock.nowMs();
      if (stop) return;
      stop = clock.after(quietMs, look);
      onSignal({ type: 'output' });
    },
    close() {
      stop?.();
    },
  };
}
