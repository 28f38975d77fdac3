import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client, HistoryFilter } from '../../../shared/contract';
import { createEntryList, type EntryList } from './entry-list';
import { type Range, type Span, spanOf } from './range';

/** What a person has asked for; it stays while other views are shown. */
export interface HistoryState {
  readonly range: Range;
  /** The part of the range that was picked in the picture. */
  readonly span: Span | undefined;
  readonly filter: Filter;
  readonly by: 'command' | 'program';
  readonly sort: Sort;
}

/** What is looked for, at whatever time. */
export type Filter = Omit<HistoryFilter, 'from' | 'to'>;

export type Sort = 'runs' | 'failures' | 'median' | 'p95' | 'total' | 'last';

export interface HistoryStore {
  readonly state: StoreApi<HistoryState>;
  /** The commands that the filter lets through. */
  readonly list: EntryList;
  /** The calls of the contract, for what is shown only while it is asked for. */
  readonly ask: Client['history'];
  /** The filter with the span that counts now. */
  filterNow(): HistoryFilter;
  setRange(range: Range): void;
  setSpan(span: Span | undefined): void;
  /** Changes some of the filter; undefined takes a part of it away. */
  narrow(change: { readonly [Part in keyof Filter]?: Filter[Part] | undefined }): void;
  clearFilter(): void;
  setBy(by: HistoryState['by']): void;
  setSort(sort: Sort): void;
}

const noFilter: Filter = { search: '', outcome: 'any' };

export function createHistoryStore(client: Client): HistoryStore {
  const state = createStore<HistoryState>(() => ({
    range: '24h',
    span: undefined,
    filter: noFilter,
    by: 'command',
    sort: 'runs',
  }));

  function filterNow(): HistoryFilter {
    const { range, span, filter } = state.getState();
    // Up to now means: also what starts in the next moment.
    return { ...filter, search: filter.search.trim(), ...(span ?? { from: spanOf(range, Date.now()).from }) };
  }

  return {
    state,
    list: createEntryList((page, signal) => client.history.list({ filter: filterNow(), ...page }, { signal })),
    ask: client.history,
    filterNow,
    setRange: (range) => state.setState({ range, span: undefined }),
    setSpan: (span) => state.setState({ span }),
    narrow(change) {
      const parts = Object.entries({ ...state.getState().filter, ...change });
      // Parts that were taken away are left out: the contract knows no undefined.
      const filter = Object.fromEntries(parts.filter(([, value]) => value !== undefined));
      state.setState({ filter: { ...noFilter, ...filter } });
    },
    clearFilter: () => state.setState({ filter: noFilter, span: undefined }),
    setBy: (by) => state.setState({ by }),
    setSort: (sort) => state.setState({ sort }),
  };
}

/** How many conditions narrow the list, without the time. */
export function conditionCount({ search, outcome, ...rest }: Filter): number {
  return Object.keys(rest).length + (search.trim() === '' ? 0 : 1) + (outcome === 'any' ? 0 : 1);
}
