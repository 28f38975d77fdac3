import { createHistory, type History } from '../../../../src/main/features/history';
import type { HistoryStore } from '../../../../src/main/ports';
import { createCell } from '../../../../src/shared/event';
import { fail, messageOf, ok, type Result } from '../../../../src/shared/result';
import type { Scope } from '../../../../src/shared/scope';
import { type ProcessInfo, type Settings, usualSettings } from '../../../../src/shared/vocabulary';
import { createFakeClock } from '../../../fixtures/fake-clock';
import { silentLog } from '../../../fixtures/silent-log';
import { historyFile, openDatabase } from '../../node/history/stage';

/** A history on a real database, whose store can be made to fail. */
export function createStage(
  scope: Scope,
  history: Partial<Settings['history']> = {},
  { bounds, file = historyFile(scope) }: { bounds?: { changes: number; bytes: number }; file?: string } = {},
) {
  const clock = createFakeClock(1_000_000);
  const settings = createCell<Settings>({ ...usualSettings, history: { ...usualSettings.history, ...history } });
  const stage = {
    clock,
    settings,
    file,
    /** Why the database cannot be used now. */
    broken: undefined as string | undefined,
    opened: 0,
    change(changes: Partial<Settings['history']>) {
      settings.value = { ...settings.value, history: { ...settings.value.history, ...changes } };
    },
    history: undefined as unknown as History,
  };
  stage.history = createHistory(
    {
      ...{ store: createStore(), file, settings, clock, log: silentLog },
      ...(bounds === undefined ? {} : { bounds }),
    },
    scope,
  );

  function createStore(): HistoryStore {
    const database = openDatabase(scope, file);
    const attempt = async <T>(call: () => T): Promise<Result<T, 'unavailable'>> => {
      if (stage.broken !== undefined) return fail('unavailable', stage.broken);
      try {
        return ok(call());
      } catch (error) {
        return fail('unavailable', messageOf(error));
      }
    };
    return {
      open: () =>
        attempt(() => {
          stage.opened++;
          return database.open();
        }),
      store: (changes) => attempt(() => database.store(changes)),
      list: (request) => attempt(() => database.list(request)),
      stats: (request) => attempt(() => database.stats(request)),
      timeline: (request) => attempt(() => database.timeline(request)),
      firings: (request) => attempt(() => database.firings(request)),
      estimate: (about) => attempt(() => database.estimate(about)),
      prune: (bounds) => attempt(() => database.prune(bounds)),
      empty: () => attempt(() => database.empty()),
      close: async () => database.close(),
    };
  }
  return stage;
}

export type Stage = ReturnType<typeof createStage>;

export function processOf(pid: number, argv: readonly string[], more: Partial<ProcessInfo> = {}): ProcessInfo {
  return { pid, start: pid, argv: [...argv], startedAt: 1_000_000 + pid, cwd: '/home/me', uid: 1000, ...more };
}
