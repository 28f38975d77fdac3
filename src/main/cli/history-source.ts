import type { Client } from '../../shared/contract';
import type { Result } from '../../shared/result';
import { type HistoryStatus, usualSettings } from '../../shared/vocabulary';
import { type ExportRequest, exported } from '../features/history';
import { parseConfig } from '../features/rules';
import type { HistoryCalls, HistoryFigures, HistoryStore } from '../ports';
import { withHub } from './hub-client';
import type { Invocation } from './run';

type Reading = 'list' | 'stats' | 'timeline' | 'firings';

/** The history, wherever it is read: what cannot be had throws the reason. */
export type HistorySource = {
  readonly [Name in Reading]: (...asked: Parameters<HistoryCalls[Name]>) => Promise<ReturnType<HistoryCalls[Name]>>;
} & {
  status(): Promise<HistoryStatus>;
  export(request: ExportRequest): AsyncIterable<string>;
  clear(before: number | undefined): Promise<HistoryStatus>;
};

/**
 * Calls `use` with the history of the running hub, or else with its file.
 * @param access only `write` changes a file that no hub holds
 */
export async function withHistory<T>(
  invocation: Invocation,
  access: 'read' | 'write',
  use: (history: HistorySource) => Promise<T>,
): Promise<T> {
  try {
    const reached = await withHub(invocation, async (client) => ({ value: await use(sourceOfHub(client)) }));
    return reached ? reached.value : await withFile(invocation, access, use);
  } catch (error) {
    throw reasonOf(error) ?? error;
  }
}

function sourceOfHub({ history }: Client): HistorySource {
  return {
    list: (request) => history.list(request),
    stats: (request) => history.stats(request),
    timeline: (request) => history.timeline(request),
    firings: (request) => history.firings(request),
    status: () => history.status(),
    async *export(request) {
      yield* await history.export(request);
    },
    clear: (before) => history.clear({ before }),
  };
}

async function withFile<T>(
  { host, home: asked }: Invocation,
  access: 'read' | 'write',
  use: (history: HistorySource) => Promise<T>,
): Promise<T> {
  const home = host.locateHome(asked);
  const config = await host.readText(home.config);
  const { settings } = config.ok
    ? parseConfig(config.value, home.config, { userHome: host.userHome })
    : { settings: usualSettings };
  const store = host.openHistory(home, access);
  try {
    const { figures } = value(await store.open());
    const about = { state: 'open' as const, file: home.history, lost: 0 };
    const { keepDays, keepBytes } = settings.history;
    return await use(sourceOfFile(store, figures, { ...about, keepDays, keepBytes }));
  } finally {
    await store.close();
  }
}

type About = Omit<HistoryStatus, keyof HistoryFigures>;

function sourceOfFile(store: HistoryStore, stored: HistoryFigures, about: About): HistorySource {
  return {
    list: async (request) => value(await store.list(request)),
    stats: async (request) => value(await store.stats(request)),
    timeline: async (request) => value(await store.timeline(request)),
    firings: async (request) => value(await store.firings(request)),
    status: async () => ({ ...about, ...stored }),
    async *export(request) {
      for await (const part of exported(store, request)) yield value(part);
    },
    async clear(before) {
      if (before === undefined) return { ...about, ...value(await store.empty()) };
      for (;;) {
        const { figures, more } = value(await store.prune({ before }));
        if (!more) return { ...about, ...figures };
      }
    },
  };
}

function value<T>(result: Result<T, 'unavailable'>): T {
  if (!result.ok) throw new Error(`There is no history: ${result.message}`);
  return result.value;
}

/** What a hub says of a history that it does not have. */
function reasonOf(error: unknown): Error | undefined {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
  const reason = typeof data === 'object' && data !== null && 'reason' in data ? data.reason : undefined;
  return typeof reason === 'string' ? new Error(`There is no history: ${reason}`) : undefined;
}
