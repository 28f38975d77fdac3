import { expect, test } from 'vitest';
import { nameRules } from '../../../../../src/main/features/rules/language/rule-ids';

test('thousands of rules with the same command get distinct ids, numbered in their order', () => {
  const rules = Array.from({ length: 5_000 }, () => ({ command: ['make *'] }));
  const ids = nameRules(rules);
  expect(new Set(ids).size).toBe(5_000);
  expect(ids).toEqual(rules.map((_, i) => (i === 0 ? 'make' : `make-${i + 1}`)));
});

test('a number that another rule has, given or derived, is passed over', () => {
  const command = ['make'];
  const rules = [
    { command },
    { command },
    { id: 'make-3', command },
    { command: ['make 4'] },
    { command },
    { command },
  ];
  expect(nameRules(rules)).toEqual(['make', 'make-2', 'make-3', 'make-4', 'make-5', 'make-6']);
});
