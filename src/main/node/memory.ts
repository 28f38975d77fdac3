import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Scope } from '../../shared/scope';
import type { Clock } from '../ports';

/** What the keeper of the memory looks at and does; the process itself, but for tests. */
export interface MemoryUse {
  /** Bytes of memory that the process has. */
  resident(): number;
  /** The share of the time since the last call in which the event loop had work, from 0 to 1. */
  busy(): number;
  collect(): void;
}

const lookMs = 5_000;
/** Busier than this, collecting would be in somebody's way. */
const quiet = 0.05;
/** Growth by less is not worth it. */
const worthBytes = 16_000_000;
/** V8 gives memory back in steps: what one collection frees, the next returns to the system. */
const collections = 3;

/**
 * Gives memory back after a storm. V8 collects when it needs room, so a process that has grown and then has nothing to
 * do would stay as large as it ever was.
 */
export function returnMemory(clock: Clock, scope: Scope, use: MemoryUse = ownMemory()): void {
  let settled = use.resident();
  let left = 0;
  let cancel = clock.after(lookMs, look);
  scope.defer(() => cancel());

  function look(): void {
    cancel = clock.after(lookMs, look);
    if (use.busy() > quiet) return;
    if (left === 0 && use.resident() - settled > worthBytes) left = collections;
    if (left === 0) return;
    use.collect();
    left--;
    settled = use.resident();
  }
}

function ownMemory(): MemoryUse {
  let last = performance.eventLoopUtilization();
  let collect: (() => void) | undefined;
  return {
    resident: () => process.memoryUsage.rss(),
    busy() {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, last);
      last = now;
      return utilization;
    },
    collect() {
      collect ??= exposedCollector();
      collect();
    },
  };
}

/** V8's collector, which it shows to contexts that are made while a flag is set. */
export function exposedCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collector: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return typeof collector === 'function' ? () => collector() : () => {};
}
