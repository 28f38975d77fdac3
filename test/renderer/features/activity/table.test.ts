import { expect, test } from 'vitest';
import { createTable, type Table } from '../../../../src/renderer/features/activity/table';
import type { ActivityRow } from '../../../../src/shared/vocabulary';
import { row } from './row';

function tableOf(...rows: ActivityRow[]): Table {
  const table = createTable();
  table.apply({ reset: true, rows, removed: [] });
  return table;
}

const pids = (table: Table) => table.newestFirst().map(({ process }) => process.pid);

test('the newest process stands first, whatever order the rows came in', () => {
  expect(pids(tableOf(row(1, 100), row(3, 300), row(2, 200)))).toEqual([3, 2, 1]);
});

test('processes of the same moment never swap places', () => {
  const table = tableOf(row(1, 100), row(2, 100));
  expect(pids(table)).toEqual([2, 1]);
  table.apply({ reset: false, rows: [row(1, 100, { exit: { code: 0 } })], removed: [] });
  expect(pids(table)).toEqual([2, 1]);
});

test('a patch sets, changes and removes rows and leaves the others alone', () => {
  const table = tableOf(row(1, 100), row(2, 200), row(3, 300));
  table.apply({ reset: false, rows: [row(2, 200, { exit: { code: 7 } }), row(4, 400)], removed: ['1:100'] });
  expect(pids(table)).toEqual([4, 3, 2]);
  expect(table.get('2:200')?.exit).toEqual({ code: 7 });
  expect(table.get('1:100')).toBeUndefined();
});

test('a reset forgets what was there', () => {
  const table = tableOf(row(1, 100));
  table.apply({ reset: true, rows: [row(2, 200)], removed: [] });
  expect(pids(table)).toEqual([2]);
});

test('each list is a new array, so that a view sees that it changed', () => {
  const table = tableOf(row(1, 100));
  expect(table.newestFirst()).not.toBe(table.newestFirst());
});

test('removing what is not there does nothing', () => {
  const table = tableOf(row(1, 100));
  table.apply({ reset: false, rows: [], removed: ['9:9'] });
  expect(pids(table)).toEqual([1]);
});
