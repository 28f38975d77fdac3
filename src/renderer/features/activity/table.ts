import type { ActivityPatch } from '../../../shared/contract';
import type { ActivityRow, ProcessKey } from '../../../shared/vocabulary';

/** The rows of Activity, kept outside of what is drawn: patches change it in place, `newestFirst` gives a list to draw. */
export interface Table {
  apply(patch: Pick<ActivityPatch, 'reset' | 'rows' | 'removed'>): void;
  newestFirst(): readonly ActivityRow[];
  get(key: ProcessKey): ActivityRow | undefined;
}

export function createTable(): Table {
  const rows = new Map<ProcessKey, ActivityRow>();
  return {
    apply({ reset, rows: changed, removed }) {
      if (reset) rows.clear();
      for (const row of changed) rows.set(row.key, row);
      for (const key of removed) rows.delete(key);
    },
    newestFirst: () => [...rows.values()].sort(newerFirst),
    get: (key) => rows.get(key),
  };
}

/** Processes that started in the same millisecond keep a fixed order, so that rows never swap places. */
function newerFirst(a: ActivityRow, b: ActivityRow): number {
  return b.process.startedAt - a.process.startedAt || b.process.pid - a.process.pid;
}
