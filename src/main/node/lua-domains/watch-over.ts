import { signals } from '../../lua-domain/protocol';
import { cpuOfThread } from './thread-cpu';

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
/** Of CPU, to start WebAssembly. */
const startMs = 10_000;
/** What waits for so long without any CPU waits for something that does not come. */
const patienceMs = 60_000;

/**
 * Only CPU that a worker has had without getting on counts: one that a busy machine does not let run is left alone.
 * @param cpuMs what one run may take, @param onStuck is told once, with the milliseconds of CPU
 */
export function watchOver(
  counters: Int32Array,
  cpuMs: number,
  onStuck: (forMs: number) => void,
  cpuOf: (thread: number) => number = cpuOfThread,
): Watch {
  let sent = 0;
  let progress = -1;
  let waited = 0;
  let cpuBefore = 0;
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
    // Counters begin again below zero after two billions.
    if (((sent - Atomics.load(counters, signals.handled)) | 0) <= 0) {
      stop();
      return;
    }
    const ready = Atomics.load(counters, signals.ready);
    const cpu = cpuOf(Atomics.load(counters, signals.thread));
    // What starting has taken does not count for the first run; otherwise a slow start would be taken for a stuck run.
    const current = Atomics.load(counters, signals.progress) + ready;
    if (current !== progress) {
      progress = current;
      [waited, cpuBefore] = [0, cpu];
      return;
    }
    waited += passed;
    const most = ready === 0 ? startMs : cpuMs + graceMs;
    if (Math.min(waited, cpu - cpuBefore) <= most && waited <= patienceMs) return;
    stop();
    onStuck(Math.min(waited, cpu - cpuBefore));
  }

  return {
    sent() {
      sent = (sent + 1) | 0;
      if (timer) return;
      progress = -1;
      lookedAt = performance.now();
      timer = setInterval(look, lookMs);
      timer.unref();
    },
    close: stop,
  };
}
