import { expect, test } from 'vitest';
import { viewInHash } from '../../../src/renderer/app/route';

test.each([
  ['', 'activity'],
  ['#/activity', 'activity'],
  ['#/rules', 'rules'],
  ['#/terminal', 'terminal'],
  ['#/status', 'status'],
  ['#/nowhere', 'activity'],
  ['#token=abc', 'activity'],
])('the address %s leads to %s', (hash, expected) => {
  expect(viewInHash(hash)).toBe(expected);
});
