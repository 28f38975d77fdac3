import { expect, test } from 'vitest';
import { ruleHash, ruleInHash } from '../../../src/renderer/app/rule-route';

test.each(['npm-log', 'new', 'a/b', 'ä b%', '100%'])('the address of the rule "%s" leads back to it', (id) => {
  expect(ruleInHash(ruleHash(id))).toEqual({ id });
});

test.each([
  ['#/rules/new', 'new'],
  ['#/rules', undefined],
  ['#/rules/', undefined],
  ['#/activity/1:2', undefined],
  ['#/rules/%', undefined],
])('the address %s means %s', (hash, expected) => {
  expect(ruleInHash(hash)).toBe(expected);
});
