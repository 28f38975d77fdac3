import { signals } from '../../lua-domain/protocol';

/** Whether a worker still gets on with what it was sent. */
export interface Watch {
  /** Something was sent: until it is handled, the worker is looked at. */
  sent(): void;
  close(): void;
}

/** How often a worker that has something to do is looked at. One that has nothing to do costs nothing. */
const lookMs = 50;
/** Beyond its CPU limit, one run may take this long to be stopped from inside. */
const graceMs = 400;
/** Starting WebAssembly on a busy machine takes long. */
const startMs = 20_000;

/** @param cpuMs what one run may take, @param onStuck is told once */
export function watchOver(counters: Int32Array, cpuMs: number, onStuck: (forMs: number) => void): Watch {
  let sent = 0;
  let progress = -1;
  let still = 0;
  let lookedAt = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  function look(): void {
    const now = performance.now();
    // A machine that slept, or a hub that had no time, says nothing about the worker.
    const passed = Math.min(now - lookedAt, lookMs * 2);
    lookedAt = now;
    if (Atomics.load(counters, signals.handled) >= sent) {
      stop();
      return;
    }
    const ready = Atomics.load(counters, signals.ready);
    // What starting has taken does not count for the first run; otherwise a slow start would be taken for a stuck run.
    const current = Atomics.load(counters, signals.progress) + ready;
    still = current === progress ? still + passed : 0;
    progress = current;
    const most = ready === 0 ? startMs : cpuMs + graceMs;
    if (still <= most) return;
    stop();
    onStuck(still);
  }

  return {
    sent() {
      sent += 1;
      if (timer) return;
      still = 0;
      progress = -1;
      lookedAt = performance.now();
      timer = setInterval(look, lookMs);
      timer.unref();
    },
    close: stop,
  };
}
