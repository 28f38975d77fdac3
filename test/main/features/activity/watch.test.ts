import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Activity, createActivity } from '../../../../src/main/features/activity';
import type { ActivityFilter } from '../../../../src/shared/contract';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { createFakeClock, type FakeClock, settle } from '../../../fixtures/fake-clock';
import { decision, exited, type Named, run, started } from './facts';
import { createReader, type Reader } from './reader';

let scope: Scope;
let clock: FakeClock;

beforeEach(() => {
  scope = createScope();
  clock = createFakeClock();
});
afterEach(() => scope.close());

const everything: ActivityFilter = { scope: 'all', search: '' };
const matched: ActivityFilter = { scope: 'matched', search: '' };

function create(keep = 10_000): Activity {
  return createActivity({ clock, epoch: 'e', keep }, scope);
}

const start = (activity: Activity, named: Named) => activity.record(started(named), { ofAction: false });
const end = (activity: Activity, named: Named) => activity.record(exited(named), { ofAction: false });
const keys = (reader: Reader) => [...reader.rows.keys()].sort();

test('the first patch is the table, newest first, also when it is empty', async () => {
  const activity = create();
  const early = createReader(activity, clock, everything);
  expect(await early.take()).toEqual({ at: { epoch: 'e', revision: 1 }, reset: true, rows: [], removed: [] });
  for (const pid of [1, 2, 3]) start(activity, { pid });
  end(activity, { pid: 1 });
  const reader = createReader(activity, clock, everything);
  const patch = await reader.take();
  expect(patch).toMatchObject({ reset: true, removed: [], rows: [{ key: '1:1' }, { key: '3:3' }, { key: '2:2' }] });
});

test('a large table comes in patches of at most 1,000 rows; only the last one can be continued', async () => {
  const activity = create();
  for (let pid = 1; pid <= 2_500; pid++) start(activity, { pid });
  const reader = createReader(activity, clock, everything);
  await reader.catchUp();
  expect(reader.patches.map(({ reset, rows, at }) => [reset, rows.length, at.revision])).toEqual([
    [true, 1_000, 0],
    [false, 1_000, 0],
    [false, 500, 2_501],
  ]);
});

test('large rows come in smaller patches, each row once', async () => {
  const activity = create();
  for (let pid = 1; pid <= 200; pid++) start(activity, { pid, command: 'a'.repeat(16_000) });
  const reader = createReader(activity, clock, everything);
  await reader.catchUp();
  expect(reader.patches.length).toBe(4);
  for (const patch of reader.patches) expect(JSON.stringify(patch).length).toBeLessThan(1_100_000);
  expect(reader.patches.map(({ reset, at }) => [reset, at.revision])).toEqual([
    ...[[true, 0] as const, [false, 0] as const, [false, 0] as const],
    [false, 201],
  ]);
  expect(reader.patches.flatMap(({ rows }) => rows).length).toBe(200);
  expect(reader.rows.size).toBe(200);
});

test('a row that is let go for its size is removed at the reader', async () => {
  const activity = createActivity({ clock, epoch: 'e', keepBytes: 10_000 }, scope);
  const reader = createReader(activity, clock, { scope: 'all', search: 'aaa' });
  for (const pid of [1, 2, 3, 4]) start(activity, { pid, command: 'a'.repeat(4_000) });
  await reader.take();
  for (const pid of [1, 2, 3, 4]) end(activity, { pid });
  expect(await reader.take()).toMatchObject({ reset: false, rows: [{ key: '4:4' }, { key: '3:3' }] });
  expect(keys(reader)).toEqual(['3:3', '4:4']);
});

test('a reader that breaks off within a large table ends with exactly the table', async () => {
  const activity = create(1_500);
  const reader = createReader(activity, clock, everything);
  for (let pid = 1; pid <= 500; pid++) start(activity, { pid });
  await reader.catchUp();
  for (let pid = 501; pid <= 2_000; pid++) start(activity, { pid });
  await reader.take();
  reader.disconnect();
  for (let pid = 1; pid <= 2_000; pid++) end(activity, { pid });
  await reader.catchUp();
  expect(keys(reader)).toEqual(Array.from({ length: 1_500 }, (_, index) => `${index + 501}:${index + 501}`).sort());
});

test('changes come in batches, at most every 50 ms, each row once', async () => {
  const activity = create();
  const stream = activity.watch({ filter: everything }, scope.signal);
  await stream.next();
  const second = stream.next();
  let came = false;
  void second.then(() => {
    came = true;
  });
  for (let pid = 1; pid <= 10; pid++) start(activity, { pid });
  for (let pid = 1; pid <= 10; pid++) end(activity, { pid });
  await clock.advance(49);
  expect(came).toBe(false);
  await clock.advance(1);
  expect((await second).value?.rows.length).toBe(10);
  // After a pause the next change is told at once.
  const third = stream.next();
  await clock.advance(1_000);
  start(activity, { pid: 11 });
  await settle();
  expect((await third).value?.rows.length).toBe(1);
});

test('a slow reader gets the newest state of each row, not its history', async () => {
  const activity = create();
  const reader = createReader(activity, clock, everything);
  await reader.take();
  for (let round = 0; round < 1_000; round++) start(activity, { pid: 1, command: `round ${round}` });
  await reader.take();
  expect(reader.patches.length).toBe(2);
  expect(reader.patches[1]?.rows).toMatchObject([{ process: { argv: ['round', '999'] } }]);
});

test('nothing is sent about rows that do not match', async () => {
  const activity = create(5);
  const reader = createReader(activity, clock, matched);
  await reader.take();
  for (let pid = 1; pid <= 100; pid++) {
    start(activity, { pid });
    end(activity, { pid });
  }
  expect(await reader.take()).toBeUndefined();
  start(activity, { pid: 200 });
  activity.decided(decision({ pid: 200 }, 'r'));
  expect(await reader.take()).toMatchObject({ reset: false, rows: [{ key: '200:200' }], removed: [] });
});

test('what came and went between two patches is never mentioned', async () => {
  const activity = create(1);
  const reader = createReader(activity, clock, everything);
  await reader.take();
  for (let pid = 1; pid <= 100; pid++) {
    start(activity, { pid });
    end(activity, { pid });
  }
  expect(await reader.take()).toMatchObject({ rows: [{ key: '100:100' }], removed: [] });
});

test('a process that is found again after its row was dropped is shown again', async () => {
  const activity = create(1);
  const reader = createReader(activity, clock, everything);
  for (const pid of [1, 2]) start(activity, { pid });
  await reader.take();
  for (const pid of [1, 2]) end(activity, { pid });
  start(activity, { pid: 1 });
  expect(await reader.take()).toMatchObject({ reset: false, removed: [] });
  expect(keys(reader)).toEqual(['1:1', '2:2']);
});

test('a row that no longer matches is removed, as is one that is no longer kept', async () => {
  const activity = create(1);
  const reader = createReader(activity, clock, { scope: 'all', search: 'SLEEP' });
  start(activity, { pid: 1, command: 'sleep 1' });
  start(activity, { pid: 2, command: 'sleep 2' });
  await reader.take();
  expect(keys(reader)).toEqual(['1:1', '2:2']);
  start(activity, { pid: 1, command: 'make' });
  expect(await reader.take()).toMatchObject({ rows: [], removed: ['1:1'] });
  end(activity, { pid: 2 });
  await reader.take();
  end(activity, { pid: 1 });
  expect(await reader.take()).toMatchObject({ rows: [], removed: ['2:2'] });
});

test('a reader that comes back gets only what it missed', async () => {
  const activity = create(3);
  const reader = createReader(activity, clock, everything);
  for (let pid = 1; pid <= 5; pid++) start(activity, { pid });
  for (let pid = 1; pid <= 3; pid++) end(activity, { pid });
  await reader.take();
  reader.disconnect();
  end(activity, { pid: 4 });
  start(activity, { pid: 6 });
  const patch = await reader.take();
  expect(patch).toMatchObject({ reset: false, rows: [{ key: '6:6' }, { key: '4:4' }], removed: ['1:1'] });
});

test('a position that cannot be continued starts anew', async () => {
  const activity = create(2);
  for (let pid = 1; pid <= 20; pid++) start(activity, { pid });
  for (let pid = 1; pid <= 19; pid++) end(activity, { pid });
  const first = async (after: { epoch: string; revision: number }, filter = everything) =>
    (await activity.watch({ filter, after }, scope.signal).next()).value;
  const { revision } = (await first({ epoch: 'e', revision: 0 }))?.at ?? { revision: 0 };
  expect(await first({ epoch: 'e', revision })).toMatchObject({ reset: false, rows: [] });
  expect(await first({ epoch: 'earlier run', revision })).toMatchObject({ reset: true });
  expect(await first({ epoch: 'e', revision: revision + 1 })).toMatchObject({ reset: true });
  expect(await first({ epoch: 'e', revision: 5 })).toMatchObject({ reset: true });
  // The rows that were forgotten never matched this filter.
  expect(await first({ epoch: 'e', revision: 5 }, matched)).toMatchObject({ reset: false, rows: [] });
});

test('rows that rules fired on cannot be forgotten unnoticed either', async () => {
  const activity = create(2);
  for (let pid = 1; pid <= 9; pid++) {
    start(activity, { pid });
    activity.decided(decision({ pid }, 'r'));
  }
  for (const filter of [everything, matched]) {
    const reader = createReader(activity, clock, filter);
    await reader.take();
    reader.disconnect();
    for (let pid = 1; pid <= 9; pid++) {
      start(activity, { pid });
      activity.decided(decision({ pid }, 'r'));
      end(activity, { pid });
    }
    expect(await reader.take()).toMatchObject({ reset: true });
    expect(keys(reader)).toEqual(['8:8', '9:9']);
  }
});

test('watching ends with its signal or the scope, and leaves nothing waiting', async () => {
  const activity = create();
  for (const end of ['signal', 'signal while waiting', 'scope'] as const) {
    const aborter = new AbortController();
    const stream = activity.watch({ filter: everything }, aborter.signal);
    await stream.next();
    const next = stream.next();
    if (end === 'signal while waiting') await clock.advance(1_000);
    if (end === 'scope') await scope.close();
    else aborter.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(clock.pending).toBe(0);
  }
});

test('a reader that breaks off and comes back at any time ends with exactly the filtered table', async () => {
  const commands = ['sleep 5', 'npm install', 'make all', 'sleepless', 'ls'];
  const named = fc.record({ pid: fc.integer({ min: 1, max: 12 }), command: fc.constantFrom(...commands) });
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('start' as const), named }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('end' as const), named }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('fire' as const), named }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('run' as const), named }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('take' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('disconnect' as const, 'reconnect' as const) }) },
  );
  const filter = fc.record<ActivityFilter>({
    scope: fc.constantFrom('all', 'matched'),
    search: fc.constantFrom('', 'sleep', 'NPM', '1', 'rule'),
  });

  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 4 }),
      filter,
      fc.array(step, { maxLength: 80 }),
      async (keep, wanted, steps) => {
        const own = createScope();
        const activity = createActivity({ clock, epoch: 'e', keep }, own);
        const reader = createReader(activity, clock, wanted);
        for (const one of steps) {
          if (one.do === 'start') start(activity, one.named);
          else if (one.do === 'end') end(activity, one.named);
          else if (one.do === 'fire') activity.decided(decision(one.named, 'rule'));
          else if (one.do === 'run') activity.ran({ type: 'action.started', run: run(one.named, 'rule') });
          else if (one.do === 'take') await reader.take();
          else if (one.do === 'reconnect') reader.connect();
          else reader.disconnect();
        }
        await reader.catchUp();
        const fresh = createReader(activity, clock, wanted);
        await fresh.take();
        expect(keys(reader)).toEqual(keys(fresh));
        for (const [key, row] of reader.rows) expect(row).toBe(activity.get(key));
        await own.close();
      },
    ),
    { numRuns: 1_000 },
  );
});
