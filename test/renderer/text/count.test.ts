import { expect, test } from 'vitest';
import { countText, sizeText } from '../../../src/renderer/text';

test.each([
  [0, 'rule', '0 rules'],
  [1, 'rule', '1 rule'],
  [1, 'process', '1 process'],
  [12_480, 'process', '12,480 processes'],
])('%d %s', (count, noun, expected) => {
  expect(countText(count, noun)).toBe(expected);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 KB'],
  [12_400, '12 KB'],
  [3_440_000_000, '3.4 GB'],
  [2e15, '2000 TB'],
])('%d bytes are "%s"', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
