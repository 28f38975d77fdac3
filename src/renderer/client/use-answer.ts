import { useEffect, useRef, useState } from 'react';
import { reasonOf } from './reason';

/** The answer to a question of the hub. */
export interface Answer<T> {
  /** The newest that came. It stays when the question changes, until the next has come: see `of`. */
  readonly value: T | undefined;
  /** The question that `value` answers. */
  readonly of: string | undefined;
  /** Why the last attempt failed. */
  readonly error: string | undefined;
  /** Asks again now. */
  readonly again: () => void;
}

export interface Question<T> {
  readonly ask: (signal: AbortSignal) => Promise<T>;
  /** Names the question: another one is asked at once, and what was asked before is called off. */
  readonly question: string;
  /** It is asked again so long after each answer, while the page can be seen. */
  readonly everyMs?: number | undefined;
  /** How long a question must stand before it is asked, so that walking through a list asks little. */
  readonly afterMs?: number;
}

type State<T> = Pick<Answer<T>, 'value' | 'of' | 'error'>;

/** Asks the hub for as long as the component is shown. */
export function useAnswer<T>({ ask, question, everyMs, afterMs = 0 }: Question<T>): Answer<T> {
  const [state, setState] = useState<State<T>>({ value: undefined, of: undefined, error: undefined });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks the same again
  useEffect(() => {
    const asking = new AbortController();
    const { signal } = asking;
    let timer = setTimeout(once, afterMs);

    async function once(): Promise<void> {
      if (document.visibilityState === 'hidden' && everyMs !== undefined) return later();
      try {
        const value = await latest.current(signal);
        if (!signal.aborted) setState({ value, of: question, error: undefined });
      } catch (error) {
        if (!signal.aborted) setState((before) => ({ ...before, error: reasonOf(error) }));
      }
      later();
    }

    function later(): void {
      if (everyMs !== undefined && !signal.aborted) timer = setTimeout(once, everyMs);
    }

    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [question, everyMs, afterMs, attempt]);

  return { ...state, again: () => setAttempt((before) => before + 1) };
}
