import { expect, test } from 'vitest';
import { msText } from '../../../src/shared/vocabulary';

test.each([
  [0, '0 ms'],
  [0.004, '0.01 ms'],
  [0.42, '0.42 ms'],
  [3.16, '3.2 ms'],
  [120.4, '120 ms'],
  [4_000, '4,000 ms'],
  [12_340, '12.3 s'],
])('%d ms are shown as %s', (ms, expected) => {
  expect(msText(ms)).toBe(expected);
});
