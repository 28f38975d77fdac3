import { fail, type Result } from '../../../shared/result';
import type { HistoryCalls, HistoryQuestion, HistoryStore } from '../../ports';
import { createQuestions, type Questions } from './questions';
import { startThread, type Thread } from './thread';

export interface HistoryStoreOptions {
  /** The database. */
  readonly file: string;
  /** The built worker.ts. */
  readonly worker: string;
  /** Nothing is created or changed. */
  readonly readOnly?: boolean;
}

/**
 * The database in a thread of its own, and in another one for questions. A thread that cannot start or dies makes calls
 * fail; `open` starts another.
 */
export function createHistoryStore({ file, worker: script, readOnly = false }: HistoryStoreOptions): HistoryStore {
  let thread: Thread | undefined;
  let questions: Questions | undefined;

  async function ask<Name extends keyof HistoryCalls>(
    name: Name,
    ...asked: Parameters<HistoryCalls[Name]>
  ): Promise<Result<ReturnType<HistoryCalls[Name]>, 'unavailable'>> {
    if (name === 'open') {
      if (thread === undefined || thread.dead) thread = startThread(script, { file, readOnly });
      questions ??= createQuestions(() => startThread(script, { file, readOnly: true }));
    }
    if (thread === undefined) return fail('unavailable', 'The history is not open.');
    return (await thread.ask(name, asked)) as Result<ReturnType<HistoryCalls[Name]>, 'unavailable'>;
  }

  async function question<Name extends HistoryQuestion>(
    name: Name,
    request: Parameters<HistoryCalls[Name]>[0],
    signal: AbortSignal | undefined,
  ): Promise<Result<ReturnType<HistoryCalls[Name]>, 'unavailable'>> {
    if (questions === undefined) return fail('unavailable', 'The history is not open.');
    return (await questions.ask(name, request, signal)) as Result<ReturnType<HistoryCalls[Name]>, 'unavailable'>;
  }

  return {
    open: () => ask('open'),
    store: (changes) => ask('store', changes),
    list: (request, signal) => question('list', request, signal),
    stats: (request, signal) => question('stats', request, signal),
    timeline: (request, signal) => question('timeline', request, signal),
    firings: (request, signal) => question('firings', request, signal),
    estimate: (about) => ask('estimate', about),
    prune: (bounds) => ask('prune', bounds),
    empty: () => ask('empty'),
    async close() {
      const [asking, storing] = [questions, thread];
      // What is still read keeps the log of writes from being put into the file, so it ends first.
      questions = undefined;
      thread = undefined;
      await asking?.close();
      await storing?.close();
    },
  };
}
