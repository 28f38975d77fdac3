import { createStore, type StoreApi } from 'zustand/vanilla';
import { follow } from '../../shared/link';
import { messageOf } from '../../shared/result';

/** The newest value of a stream of state. */
export interface Live<T> {
  readonly value: T | undefined;
  /** Why no further values come; undefined while the stream lasts, also over a broken connection. */
  readonly error: string | undefined;
}

/** Follows a stream of state for as long as the page lives. Each value replaces the one before. */
export function followState<T>(open: (signal: AbortSignal) => Promise<AsyncIterable<T>>): StoreApi<Live<T>> {
  const store = createStore<Live<T>>(() => ({ value: undefined, error: undefined }));
  const { signal } = new AbortController();

  async function read(): Promise<void> {
    for await (const value of follow(() => open(signal), signal)) store.setState({ value });
  }

  read().catch((error: unknown) => store.setState({ error: messageOf(error) }));
  return store;
}
