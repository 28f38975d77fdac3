import { keyOf, type MatchForm, type ProcessInfo, type ProcessKey } from '../../../../shared/vocabulary';

/** If ends of processes are never reported, the oldest are forgotten beyond this number. */
const mostProcesses = 50_000;

const none: readonly Watch[] = [];

/** A process that matches a rule which acts later: when the process still runs after a while, or when it has ended. */
export interface Watch {
  readonly ruleId: string;
  /** As it was when it matched. */
  readonly process: ProcessInfo;
  readonly form: MatchForm;
  readonly causes: readonly string[];
  /** How long it has to run; undefined when its end is waited for. */
  readonly minDurationMs: number | undefined;
}

/** What rules wait for. */
export interface Watches {
  add(key: ProcessKey, watch: Watch): void;
  /** All of a process; they are not waited for any more. */
  take(key: ProcessKey): readonly Watch[];
  /** Those of processes that have run long enough by now; they are not waited for any more. */
  takeDue(nowMs: number): Watch[];
  /** Stops waiting for some of a process. */
  drop(key: ProcessKey, which: (watch: Watch) => boolean): void;
  /** When the next one is due; undefined if none waits for time. */
  nextDueMs(): number | undefined;
}

/** @param onTimed hears of each process that is to be looked at again after some time */
export function createWatches(onTimed: () => void): Watches {
  const byProcess = new Map<ProcessKey, Set<Watch>>();
  /** By how long a process has to run. As processes start one after the other, so each set falls due in its order. */
  const byDuration = new Map<number, Set<Watch>>();

  function untime(watch: Watch): void {
    if (watch.minDurationMs === undefined) return;
    const timed = byDuration.get(watch.minDurationMs);
    timed?.delete(watch);
    if (timed?.size === 0) byDuration.delete(watch.minDurationMs);
  }

  function take(key: ProcessKey): readonly Watch[] {
    const watches = byProcess.get(key);
    if (!watches) return none;
    byProcess.delete(key);
    for (const watch of watches) untime(watch);
    return [...watches];
  }

  function remove(key: ProcessKey, watch: Watch): void {
    untime(watch);
    const watches = byProcess.get(key);
    watches?.delete(watch);
    if (watches?.size === 0) byProcess.delete(key);
  }

  return {
    add(key, watch) {
      addTo(byProcess, key, watch);
      if (watch.minDurationMs !== undefined) {
        addTo(byDuration, watch.minDurationMs, watch);
        onTimed();
      }
      const [oldest] = byProcess.size > mostProcesses ? byProcess.keys() : [];
      if (oldest !== undefined) take(oldest);
    },
    take,
    takeDue(nowMs) {
      const due: Watch[] = [];
      for (const timed of byDuration.values()) {
        for (const watch of timed) {
          if (dueMs(watch) > nowMs) break;
          due.push(watch);
        }
      }
      for (const watch of due) remove(keyOf(watch.process), watch);
      return due.sort((a, b) => dueMs(a) - dueMs(b));
    },
    drop(key, which) {
      for (const watch of byProcess.get(key) ?? []) if (which(watch)) remove(key, watch);
    },
    nextDueMs() {
      let next: number | undefined;
      for (const [first] of byDuration.values()) {
        if (first && (next === undefined || dueMs(first) < next)) next = dueMs(first);
      }
      return next;
    },
  };
}

function dueMs({ process, minDurationMs = 0 }: Watch): number {
  return process.startedAt + minDurationMs;
}

function addTo<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
