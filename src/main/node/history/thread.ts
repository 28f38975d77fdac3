import { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '../../../shared/result';
import type { HistoryCalls } from '../../ports';

/** What the thread is asked, and what it answers. */
export interface Call {
  readonly id: number;
  readonly name: keyof HistoryCalls | 'close';
  readonly asked: readonly unknown[];
}
export type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly problem: string });

/** Unwritten entries are given up after this, when the hub ends. */
const longestCloseMs = 2_000;
const heapMb = 256;

/** What a thread is told when it starts. */
export interface ThreadData {
  readonly file: string;
  readonly readOnly: boolean;
}

/** A thread with the database, which does one call after the other. */
export interface Thread {
  readonly dead: boolean;
  ask(name: keyof HistoryCalls, asked: readonly unknown[]): Promise<Result<unknown, 'unavailable'>>;
  /** What was asked before is still done. */
  close(): Promise<void>;
}

export function startThread(script: string, workerData: ThreadData): Thread {
  const waiting = new Map<number, (result: Result<unknown, 'unavailable'>) => void>();
  let next = 0;
  let dead: string | undefined;
  const worker = new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: heapMb } });
  // It has nothing of its own to do, so it keeps no process alive.
  worker.unref();
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  function die(why: string): void {
    dead ??= why;
    for (const resolve of waiting.values()) resolve(fail('unavailable', dead));
    waiting.clear();
  }

  worker.on('error', (error) => die(`The history's database cannot work here: ${error.message}`));
  worker.once('exit', () => die('The history was closed.'));
  worker.on('message', (answer: Answer) => {
    const resolve = waiting.get(answer.id);
    waiting.delete(answer.id);
    resolve?.('problem' in answer ? fail('unavailable', answer.problem) : ok(answer.value));
  });

  return {
    get dead() {
      return dead !== undefined;
    },
    ask(name, asked) {
      if (dead !== undefined) return Promise.resolve(fail('unavailable', dead));
      const id = next++;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        worker.postMessage({ id, name, asked } satisfies Call);
      });
    },
    async close() {
      worker.postMessage({ id: next++, name: 'close', asked: [] } satisfies Call);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, longestCloseMs);
      });
      await Promise.race([ended, late]);
      clearTimeout(timer);
      await worker.terminate();
    },
  };
}
