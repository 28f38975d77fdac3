import { expect, test } from 'vitest';
import {
  formParts,
  homelessProblems,
  problemAt,
  problemIn,
  problemsOfPart,
} from '../../../../src/renderer/features/rules/draft/problems';
import { RuleDraft } from '../../../../src/shared/vocabulary';

const problems = [
  { path: ['command', 1], message: 'second command' },
  { path: ['action', 0, 'url'], message: 'address' },
  { path: ['action', 0, 'headers', 'A'], message: 'header' },
  { path: ['exit_code', 0], message: 'code' },
  { path: [], message: 'all of it' },
];

test('a problem is told at its own field, and at no other', () => {
  expect(problemAt(problems, 'command', 1)).toBe('second command');
  expect(problemAt(problems, 'command', 0)).toBeUndefined();
  expect(problemAt(problems, 'command')).toBeUndefined();
  expect(problemAt(problems, 'action', 0, 'url')).toBe('address');
  expect(problemIn(problems, 'action', 0, 'headers')).toBe('header');
  expect(problemIn(problems, 'exit_code')).toBe('code');
});

test('a folded part tells how many problems it holds', () => {
  expect(problemsOfPart(problems, 'actions')).toBe(2);
  expect(problemsOfPart(problems, 'only')).toBe(1);
  expect(problemsOfPart(problems, 'limits')).toBe(0);
});

test('what has no field is told above all fields', () => {
  expect(homelessProblems(problems).map(({ message }) => message)).toEqual(['all of it']);
  expect(homelessProblems([{ path: ['x'], message: 'm' }])).toHaveLength(1);
});

test('every key of a rule has its place in the form', () => {
  expect(Object.values(formParts).flat().sort()).toEqual(Object.keys(RuleDraft.shape).sort());
});
