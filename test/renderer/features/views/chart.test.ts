import { expect, test } from 'vitest';
import {
  labelledPlaces,
  rangeOf,
  ticksOf,
  topOf,
  valueText,
} from '../../../../src/renderer/features/views/chart/scale';

test.each([
  [[3, 8, 5], 0, 10],
  [[0, 0], 0, 1],
  [[], 0, 1],
  [[0.21, 0.04], 0, 0.25],
  [[-3, 12], -5, 20],
  [[-70], -100, 0],
  [[1_000], 0, 1_000],
])('a chart of %j reaches from %d to %d', (values, low, high) => {
  expect(rangeOf([{ name: 'a', values }])).toEqual({ low, high });
});

test('values stand between the ends, which are marked, and zero with them', () => {
  const range = { low: -10, high: 30 };
  expect([30, 20, 0, -10].map((value) => topOf(value, range))).toEqual([0, 25, 75, 100]);
  expect(ticksOf(range)).toEqual([30, 0, -10]);
  expect(ticksOf({ low: 0, high: 50 })).toEqual([50, 25, 0]);
  expect(ticksOf({ low: -5, high: 0 })).toEqual([0, -5]);
});

test.each([
  ['all of a few', 3, 'Mon', '0 1 2'],
  ['every second of twelve', 12, '11:00', '0 2 4 6 8 10'],
  ['fewer where names are long', 6, 'a name of twenty or so', '0 2 4'],
  ['one where they are longer than that', 3, 'x'.repeat(90), '0'],
  ['a handful of many', 500, '500', '0 63 126 189 252 315 378 441'],
])('so many places are named that they can be told apart: %s', (_, count, name, expected) => {
  const chart = { labels: Array.from({ length: count }, () => name), series: [] };
  expect(labelledPlaces(chart).join(' ')).toBe(expected);
});

test('a value says its unit, and what is missing says so', () => {
  expect([valueText(1_234.567, 'ms'), valueText(5), valueText(undefined, 'ms')]).toEqual(['1,234.57 ms', '5', '–']);
});
