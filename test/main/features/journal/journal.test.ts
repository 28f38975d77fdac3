import { expect, test } from 'vitest';
import { createJournal, type Journal, type JournalOptions } from '../../../../src/main/features/journal';
import type { EventBatch, JournalPosition } from '../../../../src/shared/contract';
import type { HubEvent } from '../../../../src/shared/vocabulary';
import { createFakeClock } from '../../../fixtures/fake-clock';

const create = (options: Partial<JournalOptions> = {}): Journal =>
  createJournal({ clock: createFakeClock(), epoch: 'e', ...options });

function started(pid: number, characters = 1): HubEvent {
  const process = { pid, start: pid, argv: ['a'.repeat(characters)], startedAt: pid };
  return { type: 'process.started', process, existing: false };
}

async function batchesOf(journal: Journal, after?: JournalPosition): Promise<EventBatch[]> {
  const batches: EventBatch[] = [];
  for await (const batch of journal.read({ after, follow: false })) batches.push(batch);
  return batches;
}

const numbersIn = (batches: EventBatch[]) => batches.flatMap(({ events }) => events.map(({ seq }) => seq));

test('the newest events are kept, and a reader is told how many it missed', async () => {
  const journal = create({ capacity: 3 });
  for (let pid = 0; pid < 5; pid++) journal.append(started(pid));
  expect([journal.next, journal.kept]).toEqual([5, 3]);
  expect(numbersIn(await batchesOf(journal))).toEqual([2, 3, 4]);
  const [batch] = await batchesOf(journal, { epoch: 'e', next: 1 });
  expect(batch).toMatchObject({ lost: 1, position: { epoch: 'e', next: 5 } });
});

test('large events let go older ones, which count as lost', async () => {
  const journal = create({ capacityBytes: 10_000 });
  for (let pid = 0; pid < 10; pid++) journal.append(started(pid));
  expect(journal.kept).toBe(10);
  for (let pid = 10; pid < 20; pid++) journal.append(started(pid, 4_000));
  expect([journal.next, journal.kept]).toEqual([20, 2]);
  const batches = await batchesOf(journal, { epoch: 'e', next: 4 });
  expect(batches[0]?.lost).toBe(14);
  expect(numbersIn(batches)).toEqual([18, 19]);
  // Room for many small ones again.
  for (let pid = 20; pid < 40; pid++) journal.append(started(pid));
  expect(numbersIn(await batchesOf(journal)).slice(-20)).toEqual(Array.from({ length: 20 }, (_, index) => index + 20));
});

test('an event that is larger than all room is lost, and those after it are kept', async () => {
  const journal = create({ capacityBytes: 10_000 });
  journal.append(started(0));
  journal.append(started(1, 20_000));
  expect(journal.kept).toBe(0);
  journal.append(started(2));
  expect(journal.kept).toBe(1);
  const batches = await batchesOf(journal, { epoch: 'e', next: 0 });
  expect(batches).toMatchObject([{ lost: 2, events: [{ seq: 2 }] }]);
});

test('a follower that is overtaken by large events goes on with those that are kept', async () => {
  const journal = create({ capacityBytes: 10_000 });
  const stream = journal.read({ follow: true });
  await stream.next();
  const next = stream.next();
  for (let pid = 0; pid < 5; pid++) journal.append(started(pid, 4_000));
  expect((await next).value).toMatchObject({ lost: 3, events: [{ seq: 3 }, { seq: 4 }] });
  await stream.return();
});

test('batches end by count and by size, and leave nothing out', async () => {
  const small = create();
  for (let pid = 0; pid < 1_200; pid++) small.append(started(pid));
  expect((await batchesOf(small)).map(({ events }) => events.length)).toEqual([500, 500, 200]);

  const large = create();
  for (let pid = 0; pid < 200; pid++) large.append(started(pid, 16_000));
  const batches = await batchesOf(large);
  for (const batch of batches) expect(JSON.stringify(batch).length).toBeLessThan(1_100_000);
  expect(batches.length).toBe(4);
  expect(numbersIn(batches)).toEqual(Array.from({ length: 200 }, (_, index) => index));
});
