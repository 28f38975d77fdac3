import { expect, test } from 'vitest';
import { estimateText, timeLeftText } from '../../../src/renderer/text';

test.each<[number | undefined, string]>([
  [undefined, 'longer than usual'],
  [0, 'a few seconds left'],
  [4_999, 'a few seconds left'],
  [36_200, 'about 40 s left'],
  [56_900, 'about 60 s left'],
  [58_000, 'about 1 min left'],
  [200_000, 'about 3 min left'],
  [3_500_000, 'about 58 min left'],
  [3_599_000, 'about 1 h left'],
  [5_600_000, 'about 1 h 30 min left'],
])('%s ms are told as "%s"', (leftMs, text) => {
  expect(timeLeftText({ fraction: 0.5, leftMs })).toBe(text);
});

test('an estimate says what it is drawn from', () => {
  expect(estimateText({ durationsMs: [60_000, 80_000, 90_000], basis: 'folder' })).toBe(
    'Usually 1 min 20 s, from 3 runs of this command in this folder',
  );
  expect(estimateText({ durationsMs: [5_000], basis: 'program' })).toBe(
    'Usually 5.0 s, from 1 run of commands like this one',
  );
});
