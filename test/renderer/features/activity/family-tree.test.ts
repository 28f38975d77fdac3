import { expect, test } from 'vitest';
import { treeOf } from '../../../../src/renderer/features/activity/family-tree';
import type { Family, Relative } from '../../../../src/shared/vocabulary';
import { row } from './row';

const relative = (pid: number): Relative => ({ key: `${pid}:1`, pid, name: `p${pid}`, command: `p${pid} x` });
const ancestor = (pid: number, gap = false) => ({ ...relative(pid), gap });
const self = row(100, 1);
const family = (fields: Partial<Family>): Family => ({
  ...{ row: self, ancestors: [], children: [], moreChildren: 0, ...fields },
});

/** Each line as "level text": "=" is the process itself, "~" a gap above it, "|" a child that another one follows. */
function check(given: Family | undefined, expected: readonly string[], whole = false): void {
  const lines = treeOf(self, given, whole).map((line) => {
    if (line.type === 'hidden') return `${line.level} …${line.count}`;
    if (line.type === 'beyond') return `${line.level} ?${line.pid}${line.name}`;
    const marks = `${line.self ? '=' : ''}${line.gap ? '~' : ''}${line.more ? '|' : ''}`;
    return `${line.level} ${marks}${line.relative.pid}`;
  });
  expect(lines).toEqual(expected);
}

test('until the family has come, the process stands alone', () => {
  check(undefined, ['0 =100']);
  check(family({ row: row(7, 1), ancestors: [ancestor(1)] }), ['0 =100']);
});

test('the first ancestor stands at the top, the children below the process', () => {
  check(family({ ancestors: [ancestor(2), ancestor(1)], children: [relative(5), relative(6)] }), [
    ...['0 1', '1 2', '2 =100', '3 |5', '3 6'],
  ]);
});

test('a gap is shown at the process below it', () => {
  check(family({ ancestors: [ancestor(3, true), ancestor(2), ancestor(1, true)] }), ['0 1', '1 ~2', '2 3', '3 =~100']);
});

test('a parent of which only the number is known stands above all', () => {
  check(family({ beyond: { pid: 9, name: 'sh' } }), ['0 ?9sh', '1 =100']);
  check(family({ ancestors: [ancestor(2)], beyond: { pid: 9, name: '' } }), ['0 ?9', '1 2', '2 =100']);
});

test('the middle of a long line is left out, unless it would be a single process or was asked for', () => {
  const ancestors = (count: number) => Array.from({ length: count }, (_, at) => ancestor(count - at));
  check(family({ ancestors: ancestors(5) }), ['0 1', '1 2', '2 3', '3 4', '4 5', '5 =100']);
  const long = family({ ancestors: ancestors(12), children: [relative(20)] });
  check(long, ['0 1', '1 …8', '2 10', '3 11', '4 12', '5 =100', '6 20']);
  check(
    long,
    [
      ...['0 1', '1 2', '2 3', '3 4', '4 5', '5 6', '6 7', '7 8', '7 9', '7 10', '7 11', '7 12', '7 =100'],
      // The children still stand out.
      '8 20',
    ],
    true,
  );
});
