import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActivityFilter, ActivityPatch, Client } from '../../../shared/contract';
import { follow } from '../../../shared/link';
import { messageOf } from '../../../shared/result';
import type { ActivityRow, Family, ProcessKey, RunOutput } from '../../../shared/vocabulary';
import { createRedraw } from './redraw';
import { createTable } from './table';

export interface ActivityState {
  readonly scope: ActivityFilter['scope'];
  /** The text in the search box; what is searched for follows it a moment later. */
  readonly search: string;
  /** Newest first. A new array after each change. */
  readonly rows: readonly ActivityRow[];
  /** The filter that `rows` answer; undefined until the first of them have come. */
  readonly shown: ActivityFilter | undefined;
  /** Why there are no further changes. */
  readonly error: string | undefined;
  /** The row whose details are open, as last seen: it stays open when the hub forgets the process. */
  readonly selected: ActivityRow | undefined;
  /** The relatives of the selected process; undefined until they have come. */
  readonly family: Family | undefined;
}

export interface ActivityStore {
  readonly state: StoreApi<ActivityState>;
  setScope(scope: ActivityFilter['scope']): void;
  setSearch(search: string): void;
  /** Opens the details of a process, also of one that the filter leaves out. */
  select(key: ProcessKey | undefined): void;
  /** What an action printed; undefined when it is no longer kept. */
  readOutput(run: string, signal: AbortSignal): Promise<RunOutput | undefined>;
  /** Begins anew after an error. */
  retry(): void;
}

const debounceMs = 150;

export function createActivityStore(client: Client): ActivityStore {
  const table = createTable();
  const state = createStore<ActivityState>(() => ({
    scope: 'matched',
    search: '',
    rows: [],
    shown: undefined,
    error: undefined,
    selected: undefined,
    family: undefined,
  }));
  /** The process whose relatives are read. */
  let wanted: ProcessKey | undefined;
  let readingFamily = new AbortController();
  let reading = new AbortController();
  let debounce: ReturnType<typeof setTimeout> | undefined;
  /** The filter that the rows of the table answer. */
  let answered: ActivityFilter | undefined;
  const redraw = createRedraw(() => {
    const { selected } = state.getState();
    state.setState({
      rows: table.newestFirst(),
      shown: answered,
      selected: selected && (table.get(selected.key) ?? selected),
    });
  });

  async function read(filter: ActivityFilter, signal: AbortSignal): Promise<void> {
    const patches = follow<ActivityPatch>(
      (last) => client.activity.watch({ filter, ...(last && { after: last.at }) }, { signal }),
      signal,
    );
    for await (const patch of patches) {
      if (signal.aborted) return;
      table.apply(patch);
      answered = filter;
      redraw.ask();
    }
  }

  /** Reads the table with the present filter. The old rows stay on the screen until the first of the new have come. */
  function restart(): void {
    clearTimeout(debounce);
    reading.abort();
    reading = new AbortController();
    redraw.cancel();
    const { scope, search } = state.getState();
    state.setState({ error: undefined });
    const { signal } = reading;
    read({ scope, search: search.trim() }, signal).catch((error: unknown) => {
      if (!signal.aborted) state.setState({ error: messageOf(error) });
    });
  }

  async function readFamily(key: ProcessKey, signal: AbortSignal): Promise<void> {
    const families = follow<Family>(() => client.activity.watchFamily({ key }, { signal }), signal);
    for await (const family of families) {
      if (signal.aborted) return;
      state.setState({ family, selected: table.get(key) ?? family.row });
    }
    // The hub does not know it any more. Whoever is shown instead is followed on.
    const { selected } = state.getState();
    if (!signal.aborted && selected?.key !== key) select(selected?.key);
  }

  function select(key: ProcessKey | undefined): void {
    if (key === wanted) return;
    wanted = key;
    readingFamily.abort();
    readingFamily = new AbortController();
    const row = key === undefined ? undefined : table.get(key);
    // The details of the one before stay until a process that is not in the table has come.
    if (key === undefined || row) state.setState({ selected: row, family: undefined });
    if (key === undefined) return;
    // A failure needs no words of its own: what is known of the process stays, and the table tells of a broken hub.
    readFamily(key, readingFamily.signal).catch(() => {});
  }

  restart();
  return {
    state,
    setScope(scope) {
      if (scope === state.getState().scope) return;
      state.setState({ scope });
      restart();
    },
    setSearch(search) {
      state.setState({ search });
      clearTimeout(debounce);
      debounce = setTimeout(restart, debounceMs);
    },
    select,
    readOutput: (run, signal) => client.rules.output({ run }, { signal }),
    retry: restart,
  };
}
