import type { Activity } from '../../../../src/main/features/activity';
import type { ActivityFilter, ActivityPatch, ActivityRevision } from '../../../../src/shared/contract';
import type { ActivityRow } from '../../../../src/shared/vocabulary';
import type { FakeClock } from '../../../fixtures/fake-clock';

/** A client of the table, as a window is one: it applies patches and continues after a break. */
export interface Reader {
  readonly rows: ReadonlyMap<string, ActivityRow>;
  readonly patches: readonly ActivityPatch[];
  /** Starts reading, where it ended before. */
  connect(): void;
  disconnect(): void;
  /** Takes the next patch if there is one within 100 ms. */
  take(): Promise<ActivityPatch | undefined>;
  /** Takes patches until there are no more. */
  catchUp(): Promise<void>;
}

export function createReader(activity: Activity, clock: FakeClock, filter: ActivityFilter): Reader {
  const rows = new Map<string, ActivityRow>();
  const patches: ActivityPatch[] = [];
  let after: ActivityRevision | undefined;
  let aborter = new AbortController();
  let stream: AsyncGenerator<ActivityPatch, void> | undefined;
  let asked: Promise<ActivityPatch | undefined> | undefined;

  function apply(patch: ActivityPatch): void {
    after = patch.at;
    patches.push(patch);
    const both = patch.rows.find(({ key }) => patch.removed.includes(key));
    if (both) throw new Error(`${both.key} is both set and removed`);
    if (patch.reset) rows.clear();
    for (const key of patch.removed) rows.delete(key);
    for (const row of patch.rows) rows.set(row.key, row);
  }

  const reader: Reader = {
    rows,
    patches,
    connect() {
      reader.disconnect();
      aborter = new AbortController();
      stream = activity.watch({ filter, after }, aborter.signal);
    },
    disconnect() {
      aborter.abort();
      stream = undefined;
      asked = undefined;
    },
    async take() {
      if (!stream) reader.connect();
      asked ??= stream?.next().then(({ value }) => value ?? undefined);
      let patch: ActivityPatch | undefined;
      let settled = false;
      void asked?.then((value) => {
        patch = value;
        settled = true;
      });
      // What is not there after two batches has no reason to come.
      await clock.advance(100);
      if (!settled) return undefined;
      asked = undefined;
      if (patch) apply(patch);
      return patch;
    },
    async catchUp() {
      while (await reader.take());
    },
  };
  return reader;
}
