import { expect, test } from 'vitest';
import { createForeground } from '../../../../src/main/features/desktop';
import type { ActivityRow } from '../../../../src/shared/vocabulary';

function rowOf(key: string, startedAt: number): ActivityRow {
  const [pid = 0, start = 0] = key.split(':').map(Number);
  const process = { pid, start, argv: ['sleep', '9'], startedAt };
  return { key, process, parentName: '', existing: false, firings: [], ofAction: false };
}

const rows = new Map([
  ['1:1', rowOf('1:1', 300)],
  ['2:1', rowOf('2:1', 100)],
  ['3:1', rowOf('3:1', 200)],
  ['4:1', { ...rowOf('4:1', 50), endedAt: 60 }],
]);

test('the command that runs the longest is in front, until it has ended', () => {
  const foreground = createForeground((key) => rows.get(key));
  expect(foreground.longest()).toBeUndefined();
  for (const key of rows.keys()) foreground.add(key);
  expect(foreground.longest()?.key).toBe('2:1');
  foreground.remove('2:1');
  expect(foreground.longest()?.key).toBe('3:1');
});

test('a command that is no longer known is not in front', () => {
  const known = new Map(rows);
  const foreground = createForeground((key) => known.get(key));
  foreground.add('1:1');
  foreground.add('9:9');
  known.delete('1:1');
  expect(foreground.longest()).toBeUndefined();
});
