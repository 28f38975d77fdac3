import { expect, test } from 'vitest';
import { changedLines, withGaps } from '../../../../src/renderer/features/lua/text-changes';

const signs = { context: ' ', added: '+', removed: '-' } as const;
const shown = (before: string, after: string) =>
  changedLines(before, after).map(({ kind, text }) => `${signs[kind]}${text}`);

test.each([
  ['nothing changed', 'a\nb\n', 'a\nb\n', [' a', ' b']],
  ['a line feed at the end is no line', 'a', 'a\n', [' a']],
  ['a line came', 'a\nc\n', 'a\nb\nc\n', [' a', '+b', ' c']],
  ['a line went', 'a\nb\nc\n', 'a\nc\n', [' a', '-b', ' c']],
  ['a line was replaced', 'a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
  ['what was repeated is counted once', 'a\na\n', 'a\na\na\n', [' a', ' a', '+a']],
  ['what stays between two changes', 'a\nb\nc\nd', 'x\nb\nc\ny', ['-a', '+x', ' b', ' c', '-d', '+y']],
  ['from nothing', '', 'a\n', ['+a']],
  ['to nothing', 'a\n', '', ['-a']],
])('%s', (_, before, after, expected) => {
  expect(shown(before, after)).toEqual(expected);
});

test('both texts can be had back from the lines, with their numbers', () => {
  const before = Array.from({ length: 60 }, (_, index) => `line ${index % 7}`);
  const after = before.flatMap((line, index) => (index % 5 === 0 ? [] : index % 9 === 0 ? [line, 'new'] : [line]));
  const lines = changedLines(before.join('\n'), after.join('\n'));
  expect(lines.filter(({ kind }) => kind !== 'added').map(({ text }) => text)).toEqual(before);
  expect(lines.filter(({ kind }) => kind !== 'removed').map(({ text }) => text)).toEqual(after);
  expect(lines.flatMap((line) => line.after ?? [])).toEqual(after.map((_, index) => index + 1));
});

test('texts too large to compare are shown as replaced, at once', () => {
  const text = (mark: string) => Array.from({ length: 3_000 }, (_, index) => `${mark}${index}`).join('\n');
  const started = performance.now();
  const lines = changedLines(text('a'), text('b'));
  expect(lines).toHaveLength(6_000);
  expect(performance.now() - started).toBeLessThan(500);
});

test('what is far from a change is left out, but never a single line', () => {
  const before = Array.from({ length: 20 }, (_, index) => `${index}`);
  const after = before.map((line) => (line === '10' ? 'ten' : line));
  const rows = withGaps(changedLines(before.join('\n'), after.join('\n')), 2);
  expect(rows.map((row) => (row.kind === 'gap' ? row.lines : row.text))).toEqual([
    ...[8, '8', '9', '10', 'ten', '11', '12', 7],
  ]);
  const short = withGaps(changedLines('0\n1\n2\n3\n', '0\n1\n2\nx\n'), 2);
  expect(short.every(({ kind }) => kind !== 'gap')).toBe(true);
});
