import { expect, test } from 'vitest';
import { createStatus, type StatusSources } from '../../../../src/main/features/status';
import { createCell } from '../../../../src/shared/event';
import { createScope } from '../../../../src/shared/scope';
import type { HistoryStatus, Notice } from '../../../../src/shared/vocabulary';
import { createFakeClock } from '../../../fixtures/fake-clock';

const open: HistoryStatus = {
  ...{ state: 'open', file: '/h/history.db', bytes: 1, entries: 2, firings: 3, keepDays: 30, keepBytes: 4, lost: 0 },
};

/** A hub in which all is well but for its history. */
function statusWith(history: HistoryStatus) {
  const clock = createFakeClock();
  const cell = createCell(history);
  const told = createCell<readonly Notice[]>([]);
  const sources = {
    probe: createCell({ state: 'running', lostEvents: 0 }),
    rules: createCell({ rules: [], paused: false, problems: [] }),
    ...{ runs: createCell({}), history: cell, processes: createCell({}), journal: { next: 0, kept: 0 } },
    ...{ agents: createCell({}), notices: [told] },
  } as unknown as StatusSources;
  const about = { version: '1' } as Parameters<typeof createStatus>[0];
  return { status: createStatus(about, sources, { clock, scope: createScope() }), cell, told, clock };
}

test.each<[Partial<HistoryStatus>, string[]]>([
  [{}, []],
  [{ state: 'off' }, []],
  [{ state: 'unavailable', why: 'The disk is full.' }, ['There is no history now: The disk is full.']],
  [{ why: 'A damaged file was moved aside.' }, ['A damaged file was moved aside.']],
  [{ lost: 7 }, ['7 entries of the history could not be stored since the start.']],
])('of a history that is %j a person is told %j', (history, messages) => {
  const { status } = statusWith({ ...open, ...history });
  expect(status.value.notices.map(({ message }) => message)).toEqual(messages);
  expect(status.value.history).toEqual({ ...open, ...history });
});

test('a change of the history is told with the status', async () => {
  const { status, cell, clock } = statusWith(open);
  const seen: number[] = [];
  status.on(({ history }) => seen.push(history.entries));
  cell.value = { ...open, entries: 9 };
  await clock.advance(100);
  expect(seen).toEqual([9]);
});

test('what other parts have to tell is told as well, also when it comes later', async () => {
  const { status, told, clock } = statusWith(open);
  const seen: string[] = [];
  status.on(({ notices }) => seen.push(...notices.map(({ message }) => message)));
  told.value = [{ id: 'a', severity: 'warning', message: 'A file was moved aside.' }];
  await clock.advance(100);
  expect(seen).toEqual(['A file was moved aside.']);
});
