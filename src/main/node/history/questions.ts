import { fail, type Result } from '../../../shared/result';
import type { HistoryQuestion } from '../../ports';
import type { Thread } from './thread';

/** Asks a thread one question after the other. */
export interface Questions {
  /** @param signal gives the question up: it is answered at once, and not asked when its turn comes */
  ask(name: HistoryQuestion, request: unknown, signal?: AbortSignal): Promise<Result<unknown, 'unavailable'>>;
  close(): Promise<void>;
}

/** @param start is asked for a thread with the first question, and again when it has died */
export function createQuestions(start: () => Thread): Questions {
  let thread: Thread | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function answer(name: HistoryQuestion, request: unknown): Promise<Result<unknown, 'unavailable'>> {
    if (closed) return fail('unavailable', 'The history was closed.');
    if (!thread || thread.dead) thread = start();
    return thread.ask(name, [request]);
  }

  return {
    ask(name, request, signal) {
      const answered = last.then(() => (signal?.aborted ? givenUp() : answer(name, request)));
      last = answered.catch(() => {});
      if (!signal) return answered;
      return new Promise((resolve, reject) => {
        const giveUp = () => resolve(givenUp());
        signal.addEventListener('abort', giveUp, { once: true });
        answered.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
      });
    },
    async close() {
      closed = true;
      await thread?.close();
    },
  };
}

function givenUp(): Result<never, 'unavailable'> {
  return fail('unavailable', 'The question was given up.');
}
