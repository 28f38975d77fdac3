import { sizeOf } from '../../../shared/vocabulary';
import type { ActiveRun } from './active-run';

/** What the command lines of waiting runs may take in memory. */
const mostWaitingBytes = 64 * 1024 * 1024;

export interface TurnsOptions {
  /** How many may be under way, and how many may wait; read again and again. */
  readonly limits: () => { readonly runs: number; readonly waiting: number };
  /** Resolves when the run and all that it left behind have gone. */
  readonly start: (run: ActiveRun) => Promise<void>;
}

/** Lets only so many runs be under way at once; the others wait in their order. */
export interface Turns {
  /** Starts a run, or lets it wait. `full`: so many wait already. */
  ask(run: ActiveRun): 'started' | 'waiting' | 'full';
  /** The run waits no longer. False when it did not. */
  leave(run: ActiveRun): boolean;
  /** Starts those that may: the limits have changed. */
  next(): void;
  /** How many wait. */
  readonly size: number;
  /** Nothing waits any more, and nothing starts. @returns those that waited */
  clear(): ActiveRun[];
}

export function createTurns({ limits, start }: TurnsOptions): Turns {
  /** In the order in which they came, with what each takes. */
  const waiting = new Map<ActiveRun, number>();
  let waitingBytes = 0;
  let underWay = 0;

  function begin(run: ActiveRun): void {
    underWay++;
    void start(run).finally(() => {
      underWay--;
      next();
    });
  }

  function leave(run: ActiveRun): boolean {
    waitingBytes -= waiting.get(run) ?? 0;
    return waiting.delete(run);
  }

  function next(): void {
    for (const run of waiting.keys()) {
      if (underWay >= limits().runs) return;
      leave(run);
      begin(run);
    }
  }

  return {
    ask(run) {
      if (underWay < limits().runs && waiting.size === 0) {
        begin(run);
        return 'started';
      }
      const bytes = sizeOf(run.occasion.process);
      if (waiting.size >= limits().waiting || waitingBytes + bytes > mostWaitingBytes) return 'full';
      waiting.set(run, bytes);
      waitingBytes += bytes;
      return 'waiting';
    },
    leave,
    next,
    get size() {
      return waiting.size;
    },
    clear() {
      const left = [...waiting.keys()];
      waiting.clear();
      return left;
    },
  };
}
