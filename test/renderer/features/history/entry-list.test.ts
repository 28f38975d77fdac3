import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEntryList, type Page } from '../../../../src/renderer/features/history/entry-list';
import type { HistoryEntry } from '../../../../src/shared/vocabulary';

function entry(id: number, more: Partial<HistoryEntry> = {}): HistoryEntry {
  const what = { key: `${id}:1`, command: 'npm test', program: 'npm', startedAt: id, firings: 0, ofAction: false };
  return { id, ...what, ...more };
}

/** A hub whose history is these entries, newest first. */
function hubOf(count: number) {
  const hub = {
    entries: Array.from({ length: count }, (_, index) => entry(count - index)),
    asked: [] as (number | undefined)[],
    failure: undefined as string | undefined,
    async ask({ before, limit }: { readonly before?: number; readonly limit: number }): Promise<Page> {
      hub.asked.push(before);
      if (hub.failure !== undefined) throw new Error(hub.failure);
      const found = hub.entries.filter(({ id }) => before === undefined || id < before);
      const entries = found.slice(0, limit);
      return { entries, next: found.length > limit ? entries.at(-1)?.id : undefined };
    },
    start(...added: HistoryEntry[]) {
      hub.entries = [...added.toReversed(), ...hub.entries];
    },
  };
  return hub;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(0);
const nextLook = () => vi.advanceTimersByTimeAsync(2_000);

test('pages come one after the other, each entry once, until there are no more', async () => {
  const hub = hubOf(450);
  const list = createEntryList(hub.ask);
  list.open('all');
  await settle();
  const counts = [list.state.getState().entries.length];
  for (let page = 0; page < 3; page++) {
    list.more();
    list.more();
    await settle();
    counts.push(list.state.getState().entries.length);
  }
  expect(counts).toEqual([200, 400, 450, 450]);
  expect(list.state.getState().more).toBe(false);
  expect(new Set(list.state.getState().entries.map(({ id }) => id)).size).toBe(450);
});

test('what starts and ends appears at the top, and further pages stay', async () => {
  const hub = hubOf(300);
  const list = createEntryList(hub.ask);
  list.open('all');
  await settle();
  list.more();
  await settle();
  hub.entries[0] = entry(300, { exit: { code: 0 } });
  hub.start(entry(301), entry(302));
  await nextLook();
  const { entries } = list.state.getState();
  expect(entries.slice(0, 3).map(({ id, exit }) => [id, exit])).toEqual([
    [302, undefined],
    [301, undefined],
    [300, { code: 0 }],
  ]);
  expect(entries).toHaveLength(302);
});

test('after so much that the pages no longer meet, the list begins anew without a hole', async () => {
  const hub = hubOf(300);
  const list = createEntryList(hub.ask);
  list.open('all');
  await settle();
  hub.start(...Array.from({ length: 500 }, (_, index) => entry(301 + index)));
  await nextLook();
  expect(list.state.getState().entries.map(({ id }) => id)).toEqual(Array.from({ length: 200 }, (_, i) => 800 - i));
  list.more();
  await settle();
  expect(list.state.getState().entries).toHaveLength(400);
});

test('of another question the old entries stay until the new ones have come', async () => {
  const hub = hubOf(3);
  const list = createEntryList(hub.ask);
  list.open('all');
  await settle();
  hub.entries = [entry(2)];
  list.open('failed');
  expect(list.state.getState()).toMatchObject({ shown: 'all', entries: [{ id: 3 }, { id: 2 }, { id: 1 }] });
  await settle();
  expect(list.state.getState()).toMatchObject({ shown: 'failed', entries: [{ id: 2 }] });
});

test('a failure is told, what was there stays, and it goes on when the hub can', async () => {
  const hub = hubOf(3);
  const list = createEntryList(hub.ask);
  list.open('all');
  await settle();
  hub.failure = 'The disk is full.';
  await nextLook();
  expect(list.state.getState()).toMatchObject({ error: 'The disk is full.', entries: { length: 3 } });
  hub.failure = undefined;
  await nextLook();
  expect(list.state.getState().error).toBeUndefined();
});

test('a list that is closed asks no more', async () => {
  const hub = hubOf(3);
  const list = createEntryList(hub.ask);
  const close = list.open('all');
  await settle();
  close();
  list.more();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hub.asked).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
