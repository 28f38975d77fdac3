import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ActivityStore, createActivityStore } from '../../../../src/renderer/features/activity/store';
import type { ActivityFilter, ActivityPatch, Client } from '../../../../src/shared/contract';
import { ConnectionLost } from '../../../../src/shared/link';
import type { ActivityRow, Family } from '../../../../src/shared/vocabulary';
import { row } from './row';

interface Stream {
  readonly filter: ActivityFilter;
  readonly after: unknown;
  send(patch: Partial<ActivityPatch>): void;
  fail(error: Error): void;
}

interface FamilyStream {
  readonly key: string;
  readonly signal: AbortSignal | undefined;
  /** Nothing ends the stream. */
  send(family: Family | undefined): void;
}

let families: FamilyStream[];
let streams: Stream[];
let frames: (() => void)[];

beforeEach(() => {
  streams = [];
  families = [];
  frames = [];
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
  vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.splice(id - 1, 1, () => {}));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A hub whose streams are fed by hand. */
function open(): ActivityStore {
  const watch = async ({ filter, after }: { filter: ActivityFilter; after?: unknown }) => {
    const items: (ActivityPatch | Error)[] = [];
    let wake = () => {};
    const push = (item: ActivityPatch | Error) => {
      items.push(item);
      wake();
    };
    const revision = streams.length;
    streams.push({
      filter,
      after,
      send: (patch) => push({ at: { epoch: 'e', revision }, reset: false, rows: [], removed: [], ...patch }),
      fail: push,
    });
    return (async function* () {
      for (;;) {
        const item = items.shift();
        if (item instanceof Error) throw item;
        if (item) yield item;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    })();
  };
  const watchFamily = async ({ key }: { key: string }, { signal }: { signal?: AbortSignal } = {}) => {
    const items: (Family | undefined)[] = [];
    let wake = () => {};
    const send = (family: Family | undefined) => {
      items.push(family);
      wake();
    };
    families.push({ key, signal, send });
    return (async function* () {
      for (;;) {
        if (items.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        else {
          const item = items.shift();
          if (!item) return;
          yield item;
        }
      }
    })();
  };
  return createActivityStore({ activity: { watch, watchFamily } } as unknown as Client);
}

const familyOf = (one: ActivityRow): Family => ({ row: one, ancestors: [], children: [], moreChildren: 0 });

/** Lets streams deliver what was sent, and draws. */
async function draw(): Promise<number> {
  await vi.advanceTimersByTimeAsync(100);
  const due = frames.splice(0);
  for (const frame of due) frame();
  return due.length;
}

function send(index: number, ...rows: ActivityRow[]): void {
  streams[index]?.send({ rows });
}

const pids = (store: ActivityStore) => store.state.getState().rows.map(({ process }) => process.pid);

test('many patches are drawn once', async () => {
  const store = open();
  await draw();
  send(0, row(1, 100));
  send(0, row(2, 200));
  send(0, row(3, 300));
  expect(await draw()).toBe(1);
  expect(pids(store)).toEqual([3, 2, 1]);
});

test('the hub is asked once for what was typed, after a pause, and the old rows stay until the new ones come', async () => {
  const store = open();
  await draw();
  send(0, row(1, 100));
  await draw();
  store.setSearch('n');
  await vi.advanceTimersByTimeAsync(100);
  store.setSearch('npm ');
  await vi.advanceTimersByTimeAsync(149);
  expect(streams).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(streams.map(({ filter }) => filter.search)).toEqual(['', 'npm']);
  expect(pids(store)).toEqual([1]);
  streams[1]?.send({ reset: true, rows: [row(2, 200)] });
  await draw();
  expect(pids(store)).toEqual([2]);
  expect(store.state.getState().shown).toEqual({ scope: 'matched', search: 'npm' });
});

test('what an earlier question still answers is not shown', async () => {
  const store = open();
  await draw();
  store.setScope('all');
  await draw();
  streams[1]?.send({ reset: true, rows: [row(2, 200)] });
  await draw();
  send(0, row(1, 100));
  await draw();
  expect(pids(store)).toEqual([2]);
});

test('a broken connection continues where it ended', async () => {
  const store = open();
  await draw();
  send(0, row(1, 100));
  await draw();
  streams[0]?.fail(new ConnectionLost());
  await draw();
  expect(streams[1]?.after).toEqual({ epoch: 'e', revision: 0 });
  expect(pids(store)).toEqual([1]);
  expect(store.state.getState().error).toBeUndefined();
});

test('another failure is told, and trying again begins anew', async () => {
  const store = open();
  await draw();
  streams[0]?.fail(new Error('The table broke'));
  await draw();
  expect(store.state.getState().error).toBe('The table broke');
  store.retry();
  await draw();
  expect(store.state.getState().error).toBeUndefined();
  expect(streams[1]?.after).toBeUndefined();
});

test('open details follow their process, and stay when the hub forgets it', async () => {
  const store = open();
  await draw();
  send(0, row(1, 100));
  await draw();
  store.select('1:100');
  send(0, row(1, 100, { exit: { code: 3 } }));
  await draw();
  expect(store.state.getState().selected?.exit).toEqual({ code: 3 });
  streams[0]?.send({ removed: ['1:100'] });
  await draw();
  expect(pids(store)).toEqual([]);
  expect(store.state.getState().selected?.exit).toEqual({ code: 3 });
});

test('open details show the relatives, and those of another process when it is chosen', async () => {
  const store = open();
  await draw();
  send(0, row(1, 100), row(2, 200));
  await draw();
  store.select('1:100');
  await draw();
  families[0]?.send(familyOf(row(1, 100)));
  await draw();
  expect(store.state.getState().family?.row.key).toBe('1:100');
  store.select('2:200');
  expect(store.state.getState()).toMatchObject({ selected: { key: '2:200' }, family: undefined });
  expect(families[0]?.signal?.aborted).toBe(true);
  await draw();
  families[1]?.send(familyOf(row(2, 200)));
  await draw();
  expect(store.state.getState().family?.row.key).toBe('2:200');
  store.select(undefined);
  expect(store.state.getState()).toMatchObject({ selected: undefined, family: undefined });
  expect(families[1]?.signal?.aborted).toBe(true);
});

test('a process that the filter leaves out is shown as soon as the hub has told of it, and followed', async () => {
  const store = open();
  await draw();
  send(0, row(1, 100));
  await draw();
  store.select('1:100');
  await draw();
  store.select('9:90');
  await draw();
  expect(store.state.getState().selected?.key).toBe('1:100');
  families[1]?.send(familyOf(row(9, 90)));
  await draw();
  expect(store.state.getState().selected?.key).toBe('9:90');
  families[1]?.send(familyOf(row(9, 90, { exit: { code: 2 } })));
  await draw();
  expect(store.state.getState().selected?.exit).toEqual({ code: 2 });
});

test('when the hub does not know a process, the one before is followed on', async () => {
  const store = open();
  await draw();
  send(0, row(1, 100));
  await draw();
  store.select('1:100');
  store.select('9:90');
  await draw();
  families.at(-1)?.send(undefined);
  await draw();
  expect(families.at(-1)?.key).toBe('1:100');
  families.at(-1)?.send(familyOf(row(1, 100)));
  await draw();
  expect(store.state.getState()).toMatchObject({ selected: { key: '1:100' }, family: { row: { key: '1:100' } } });
});
