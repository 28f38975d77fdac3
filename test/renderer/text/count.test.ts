import { expect, test } from 'vitest';
import { countText } from '../../../src/renderer/text';

test.each([
  [0, 'rule', '0 rules'],
  [1, 'rule', '1 rule'],
  [1, 'process', '1 process'],
  [12_480, 'process', '12,480 processes'],
])('%d %s', (count, noun, expected) => {
  expect(countText(count, noun)).toBe(expected);
});
