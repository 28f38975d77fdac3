import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HistoryEntry } from '../../../shared/vocabulary';
import { reasonOf } from '../../client';

export interface EntryListState {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** The question that `entries` answer; undefined until the first of them have come. */
  readonly shown: string | undefined;
  /** There is more before the last of them. */
  readonly more: boolean;
  readonly error: string | undefined;
}

/** A list without an end that is read page by page, and grows at its top as commands start. */
export interface EntryList {
  readonly state: StoreApi<EntryListState>;
  /**
   * Reads from the top and then follows. Of the same question what is there is kept.
   * @returns ends the reading
   */
  open(question: string): () => void;
  /** Reads the next page, if there is one. */
  more(): void;
  /** Forgets what was read, and reads anew. */
  again(): void;
}

export interface Page {
  readonly entries: readonly HistoryEntry[];
  readonly next?: number | undefined;
}

type Ask = (page: { readonly before?: number; readonly limit: number }, signal: AbortSignal) => Promise<Page>;

const pageSize = 200;
const followMs = 2_000;

export function createEntryList(ask: Ask): EntryList {
  const state = createStore<EntryListState>(() => ({ entries: [], shown: undefined, more: false, error: undefined }));
  let next: number | undefined;
  let reading: { readonly question: string; readonly stop: AbortController } | undefined;
  let readingMore = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function readTop(question: string, signal: AbortSignal): Promise<void> {
    try {
      const page = await ask({ limit: pageSize }, signal);
      if (!signal.aborted) take(question, page);
    } catch (error) {
      if (!signal.aborted) state.setState({ error: reasonOf(error) });
    }
    if (!signal.aborted) timer = setTimeout(() => void readTop(question, signal), followMs);
  }

  /** Takes over the newest page; what follows it stays if the two meet. */
  function take(question: string, page: Page): void {
    const { entries, shown } = state.getState();
    const last = page.entries.at(-1);
    const meets = shown === question && last !== undefined && (entries[0]?.id ?? -1) >= last.id;
    if (meets) {
      state.setState({ entries: [...page.entries, ...entries.filter(({ id }) => id < last.id)], error: undefined });
      return;
    }
    next = page.next;
    state.setState({ entries: page.entries, shown: question, more: next !== undefined, error: undefined });
  }

  async function readMore(signal: AbortSignal): Promise<void> {
    if (readingMore || next === undefined) return;
    readingMore = true;
    const before = next;
    try {
      const page = await ask({ before, limit: pageSize }, signal);
      // Another list may have taken the place of this one meanwhile.
      if (signal.aborted || next !== before) return;
      next = page.next;
      state.setState(({ entries }) => ({ entries: [...entries, ...page.entries], more: next !== undefined }));
    } catch (error) {
      if (!signal.aborted) state.setState({ error: reasonOf(error) });
    } finally {
      readingMore = false;
    }
  }

  function close(): void {
    clearTimeout(timer);
    reading?.stop.abort();
    reading = undefined;
  }

  function open(question: string): () => void {
    close();
    const stop = new AbortController();
    reading = { question, stop };
    void readTop(question, stop.signal);
    return () => {
      if (reading?.stop === stop) close();
    };
  }

  return {
    state,
    open,
    more() {
      if (reading) void readMore(reading.stop.signal);
    },
    again() {
      state.setState({ entries: [], shown: undefined, more: false, error: undefined });
      if (reading) open(reading.question);
    },
  };
}
