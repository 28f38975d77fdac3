import type { Result } from '../../../shared/result';
import { implementer } from '../../gateway';
import type { History } from './history';

/** The part of the contract that asks for what ran. */
export function historyHandlers(history: History) {
  return {
    status: implementer.history.status.handler(() => history.status.value),
    list: implementer.history.list.handler(async ({ input, errors, signal }) =>
      value(await history.list(input, signal), errors),
    ),
    stats: implementer.history.stats.handler(async ({ input, errors, signal }) =>
      value(await history.stats(input, signal), errors),
    ),
    timeline: implementer.history.timeline.handler(async ({ input, errors, signal }) =>
      value(await history.timeline(input, signal), errors),
    ),
    firings: implementer.history.firings.handler(async ({ input, errors, signal }) =>
      value(await history.firings(input, signal), errors),
    ),
    export: implementer.history.export.handler(async function* ({ input, errors, signal }) {
      for await (const part of history.export(input)) {
        if (signal?.aborted) return;
        yield value(part, errors);
      }
    }),
    clear: implementer.history.clear.handler(async ({ input, errors }) =>
      value(await history.clear(input.before), errors),
    ),
  };
}

interface Errors {
  UNAVAILABLE(about: { data: { reason: string } }): Error;
}

function value<T>(result: Result<T, 'unavailable'>, errors: Errors): T {
  if (!result.ok) throw errors.UNAVAILABLE({ data: { reason: result.message } });
  return result.value;
}
