import { ORPCError, safe } from '@orpc/client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client, LuaView } from '../../../shared/contract';
import { follow } from '../../../shared/link';
import type { LuaProblem } from '../../../shared/vocabulary';
import { reasonOf } from '../../client';

/** What is known of a view that somebody looks at. */
export interface ViewState extends LuaView {
  /** Why nothing further comes: Lua has no such view (any more), or the hub could not go on. */
  readonly over?: 'gone' | { readonly reason: string };
}

export interface ViewsStore {
  /** The views that are looked at, by their names. */
  readonly views: StoreApi<{ readonly [name: string]: ViewState | undefined }>;
  /** Follows a view until it is told to stop. Several may watch the same. */
  watch(name: string): () => void;
  /** Follows one that is watched anew, after it was over. */
  watchAnew(name: string): void;
  /** Does what a person has done in a view, and tells what became of it; false when it failed. */
  act(view: string, action: string, value: unknown): Promise<boolean>;
}

export interface ViewsStoreOptions {
  readonly client: Pick<Client, 'lua'>;
  /** A problem and its place, as a sentence. */
  readonly problemText: (problem: LuaProblem) => string;
  /** Tells the person what became of an action. */
  readonly tellDone: (text: string) => void;
  readonly tellFailed: (title: string, text: string) => void;
}

export function createViewsStore({
  client: { lua },
  problemText,
  tellDone,
  tellFailed,
}: ViewsStoreOptions): ViewsStore {
  const views = createStore<{ readonly [name: string]: ViewState | undefined }>(() => ({}));
  const watched = new Map<string, { watchers: number; reading: AbortController }>();
  const tell = (name: string, state: ViewState | undefined) => views.setState({ [name]: state });

  async function read(name: string, signal: AbortSignal): Promise<void> {
    const open = () => lua.watchView({ view: name }, { signal });
    for await (const view of follow<LuaView>(open, signal)) {
      if (signal.aborted) return;
      tell(name, view);
    }
    if (!signal.aborted) tell(name, { ...views.getState()[name], over: 'gone' });
  }

  function begin(name: string): AbortController {
    const reading = new AbortController();
    const { signal } = reading;
    read(name, signal).catch((error: unknown) => {
      if (signal.aborted) return;
      const isGone = error instanceof ORPCError && error.code === 'NO_VIEW';
      tell(name, { ...views.getState()[name], over: isGone ? 'gone' : { reason: reasonOf(error) } });
    });
    return reading;
  }

  return {
    views,
    watch(name) {
      const known = watched.get(name) ?? { watchers: 0, reading: begin(name) };
      known.watchers++;
      watched.set(name, known);
      return () => {
        if (--known.watchers > 0) return;
        watched.delete(name);
        known.reading.abort();
        // The actions of its tree end with the watching.
        tell(name, undefined);
      };
    },
    watchAnew(name) {
      const known = watched.get(name);
      const { over, ...shown } = views.getState()[name] ?? {};
      if (!known || over === undefined) return;
      known.reading.abort();
      known.reading = begin(name);
      tell(name, shown);
    },
    async act(view, action, value) {
      const { error, data } = await safe(lua.act({ view, action, value }));
      if (error) tellFailed('That could not be done', reasonOf(error));
      else if (!data.ok) tellFailed('That failed', problemText(data.problem));
      else if (typeof data.value === 'string' && data.value !== '') tellDone(data.value);
      return !error && data.ok;
    },
  };
}
