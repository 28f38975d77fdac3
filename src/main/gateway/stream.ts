import type { Observable } from '../../shared/event';

/**
 * The value now and after each change, for streams of state. A slow reader skips values in between, never the last.
 * @param pauseMs the least time between two values
 */
export async function* valuesOf<T>(
  source: Observable<T>,
  signal: AbortSignal | undefined,
  pauseMs = 0,
): AsyncGenerator<T, void> {
  let wake = () => {};
  let changed = true;
  const notify = () => {
    changed = true;
    wake();
  };
  const unsubscribe = source.on(notify);
  signal?.addEventListener('abort', notify);
  try {
    while (!signal?.aborted) {
      if (!changed) await new Promise<void>((resolve) => (wake = resolve));
      if (signal?.aborted) return;
      changed = false;
      yield source.value;
      if (pauseMs > 0) await new Promise<void>((resolve) => setTimeout(resolve, pauseMs));
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', notify);
  }
}
