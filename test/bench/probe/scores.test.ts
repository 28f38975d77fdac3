import { expect, test } from 'vitest';
import { alignedTable, meetsAim } from '../measure';
import type { Contestant } from './contestants';
import { medianScores, type Scores, type StormScores, stormFigure, stormMeasureNames } from './scores';
import { readCommand } from './storm';
import { cell } from './tables';
import { reasonOf } from './watch';

const storm = (value: number) => Object.fromEntries(stormMeasureNames.map((name) => [name, value])) as StormScores;
const round = (value: number): Scores => ({
  sequential: storm(value),
  '8 in flight': storm(value + 1),
  idle: value,
  others: value,
  memory: value,
});
const contestant = (tier: Contestant['tier'], unprivileged: boolean): Contestant => ({
  name: 'it',
  unprivileged,
  command: [],
  uid: undefined,
  ready: /./,
  read: () => undefined,
  tellsExits: true,
  tellsDrops: true,
  ...(tier && { tier }),
});

test('a figure is the median of its rounds', () => {
  expect(medianScores([round(30), round(10), round(20)])).toEqual(round(20));
});

test.each([
  ['a', false, 'sequential', '≥ 100'],
  ['b', true, 'sequential', '≥ 96'],
  ['b', true, '8 in flight', '≥ 60'],
  ['b', false, 'sequential', undefined],
  ['c', true, 'sequential', undefined],
  [undefined, true, 'sequential', undefined],
] as const)('tier %s (unprivileged: %s), %s: short-lived %s', (tier, unprivileged, load, aim) => {
  expect(stormFigure(contestant(tier, unprivileged), load, 'short', round(1)).aim).toBe(aim);
});

test.each([
  [5, '≤ 5', true],
  [5.1, '≤ 5', false],
  [5, '< 5', false],
  [99.99, '≥ 100', false],
  [100, '≥ 100', true],
  [20_001, '≥ 20000', true],
  [1, undefined, undefined],
])('%d is %s: %s', (value, aim, expected) => {
  expect(meetsAim({ what: '', value, unit: '', ...(aim && { aim }) })).toBe(expected);
});

test.each([
  [Number.NaN, undefined, '–'],
  [100, '≥ 100', '100 (≥100)'],
  [99.98, '≥ 100', '99.980 (≥100) ✗'],
  [0.0123, undefined, '0.0123'],
  [1234.5, undefined, '1235'],
])('%d with aim %s is shown as %s', (value, aim, expected) => {
  expect(cell({ what: '', value, unit: '', ...(aim && { aim }) })).toBe(expected);
});

test('columns are aligned, the first to the left', () => {
  const rows = [
    ['name', '%'],
    ['a', '100'],
    ['long name', '–'],
  ];
  expect(alignedTable(rows)).toBe('name         %\n─────────  ───\na          100\nlong name    –');
});

test('the id of a command tells its kind and its arguments', () => {
  const plan = { short: 10, medium: 2, long: 1 };
  const kinds = [9, 11, 12].map((id) => readCommand(`${id} 77 1000 2000 256`, plan, '/it'));
  expect(kinds.map(({ kind }) => kind)).toEqual(['short', 'medium', 'long']);
  expect(kinds[1]).toMatchObject({ pid: 77, beganNs: 1000, status: 256 });
  expect(kinds[1]?.argv.slice(0, 4)).toEqual(['/it', '4', '50', '11']);
});

test.each([
  ['a\nviberot-probe: unknown tier "a"\nTry --help.\n', 'viberot-probe: unknown tier "a"'],
  [
    'sh: 1: modprobe: not found\nUnable to find kernel headers.\nTraceback\nException: x',
    'Unable to find kernel headers.',
  ],
  ['first\nlast\n', 'last'],
  ['', 'it ended, or did not start to look, without a word'],
])('of %j the reason is %j', (complaint, reason) => {
  expect(reasonOf(complaint)).toBe(reason);
});
