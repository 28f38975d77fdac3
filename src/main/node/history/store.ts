import { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '../../../shared/result';
import type { HistoryCalls, HistoryStore } from '../../ports';

/** What the thread is asked, and what it answers. */
export interface Call {
  readonly id: number;
  readonly name: keyof HistoryCalls | 'close';
  readonly asked: readonly unknown[];
}
export type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly problem: string });

export interface HistoryStoreOptions {
  /** The database. */
  readonly file: string;
  /** The built worker.ts. */
  readonly worker: string;
  /** Nothing is created or changed. */
  readonly readOnly?: boolean;
}

/** Unwritten entries are given up after this, when the hub ends. */
const longestCloseMs = 2_000;
const heapMb = 256;

/** The database in a thread of its own. A thread that cannot start or dies makes calls fail; `open` starts another. */
export function createHistoryStore({ file, worker: script, readOnly = false }: HistoryStoreOptions): HistoryStore {
  let thread: ReturnType<typeof startThread> | undefined;

  async function ask<Name extends keyof HistoryCalls>(
    name: Name,
    ...asked: Parameters<HistoryCalls[Name]>
  ): Promise<Result<ReturnType<HistoryCalls[Name]>, 'unavailable'>> {
    if (name === 'open' && (thread === undefined || thread.dead)) thread = startThread(script, { file, readOnly });
    if (thread === undefined) return fail('unavailable', 'The history is not open.');
    return (await thread.ask(name, asked)) as Result<ReturnType<HistoryCalls[Name]>, 'unavailable'>;
  }

  return {
    open: () => ask('open'),
    store: (changes) => ask('store', changes),
    list: (request) => ask('list', request),
    stats: (request) => ask('stats', request),
    timeline: (request) => ask('timeline', request),
    firings: (request) => ask('firings', request),
    estimate: (about) => ask('estimate', about),
    prune: (bounds) => ask('prune', bounds),
    empty: () => ask('empty'),
    async close() {
      const closing = thread;
      thread = undefined;
      await closing?.close();
    },
  };
}

/** What a thread is told when it starts. */
export interface ThreadData {
  readonly file: string;
  readonly readOnly: boolean;
}

function startThread(script: string, workerData: ThreadData) {
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
    ask(name: keyof HistoryCalls, asked: readonly unknown[]): Promise<Result<unknown, 'unavailable'>> {
      if (dead !== undefined) return Promise.resolve(fail('unavailable', dead));
      const id = next++;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        worker.postMessage({ id, name, asked } satisfies Call);
      });
    },
    async close(): Promise<void> {
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
