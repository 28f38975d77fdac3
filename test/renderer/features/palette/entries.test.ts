import { expect, test } from 'vitest';
import { type Entry, found } from '../../../../src/renderer/features/palette/entries';

const entry = (group: string, title: string, hint?: string): Entry => ({ id: title, group, title, hint, run() {} });
const entries = [
  entry('Agents', 'Claude Code', 'working · fix/login'),
  entry('Agents', 'Codex', 'finished · main'),
  entry('Panes', 'Split right'),
  entry('Panes', 'Split down'),
  entry('Views', 'Show Rules'),
];
const titles = (search: string) => found(entries, search).map(({ value, items }) => [value, items.map((i) => i.title)]);

test('without a search everything stands under its heading', () => {
  expect(titles(' ')).toEqual([
    ['Agents', ['Claude Code', 'Codex']],
    ['Panes', ['Split right', 'Split down']],
    ['Views', ['Show Rules']],
  ]);
});

test.each([
  ['split r', 'Split right'],
  ['spd', 'Split down'],
  ['login', 'Claude Code'],
  ['RULES', 'Show Rules'],
])('%s finds %s first', (search, title) => {
  expect(found(entries, search)[0]?.items[0]?.title).toBe(title);
});

test('what nobody is called finds nothing', () => {
  expect(found(entries, 'zzz')).toEqual([]);
});
