import { ConnectionLost } from './connection';

/**
 * Reads a stream of the contract for as long as it lasts, over any number of broken connections.
 *
 * @param open starts the stream anew; `last` is the item received last, for the call to continue after it.
 * It is called again after each {@link ConnectionLost}; other errors end the reading.
 */
export async function* follow<T>(
  open: (last: T | undefined) => Promise<AsyncIterable<T>>,
  signal: AbortSignal,
): AsyncGenerator<T, void> {
  let last: T | undefined;
  while (!signal.aborted) {
    try {
      for await (const item of await open(last)) {
        last = item;
        yield item;
        if (signal.aborted) return;
      }
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ConnectionLost)) throw error;
    }
  }
}
