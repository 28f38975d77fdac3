import { expect, test } from 'vitest';
import { found, inForceText, listedRules } from '../../../../src/renderer/features/rules/list/listed';
import type { RulesSource, RulesState } from '../../../../src/shared/contract';
import { draftOf, ruleOf, sourceOf } from './fake-rules';

const state: RulesState = {
  ...{ file: '/f', revision: 1, version: 'v', loadedAt: 0, paused: false, pausedRules: ['b'] },
  ...{ rules: [ruleOf('old')], problems: [] },
};
const file = (rules: string[], lines: number[] = []): RulesSource => ({
  ...{ text: '', version: 'v', defaults: {} },
  problems: lines.map((line) => ({ file: '/f', line, column: 1, message: `line ${line}` })),
  rules: rules.map((id, index) => ({ ...sourceOf(id, draftOf(id)), line: index * 10 + 1 })),
});

test('the list has the order of the file', () => {
  const rules = listedRules(state, file(['b', 'a']));
  expect(rules.map(({ id }) => id)).toEqual(['b', 'a']);
  expect(rules.map(({ paused }) => paused)).toEqual([true, false]);
  expect(rules.every(({ editable }) => editable)).toBe(true);
});

test('what a rule does not say itself is what [defaults] says', () => {
  const [rule] = listedRules(state, { ...file(['a']), defaults: { enabled: false, on: 'exit', priority: 3 } });
  expect(rule).toMatchObject({ enabled: false, on: 'exit', priority: 3 });
});

test('a problem stands at the rule that it is in', () => {
  const rules = listedRules(state, file(['a', 'b'], [3, 15, 16]));
  expect(rules.map(({ problems }) => problems)).toEqual([['line 3'], ['line 15', 'line 16']]);
});

test('when the file is no TOML, the rules in force are listed, and can’t be edited', () => {
  const rules = listedRules(state, file([], [1]));
  expect(rules.map(({ id, editable }) => [id, editable])).toEqual([['old', false]]);
  expect(listedRules(state, undefined)).toHaveLength(1);
});

test('a file without rules lists none', () => {
  expect(listedRules(state, file([]))).toEqual([]);
});

test.each([
  ['', ['a', 'b']],
  ['A', ['a']],
  ['cmd-b', ['b']],
  ['log cmd', ['a', 'b']],
  ['log nothing', []],
])('the search "%s" finds %j', (search, ids) => {
  expect(found(listedRules(state, file(['a', 'b'])), search).map(({ id }) => id)).toEqual(
    search === 'A' ? expect.arrayContaining(ids) : ids,
  );
});

test.each([
  [0, 0, '0 rules in force'],
  [1, 0, '1 rule in force'],
  [4, 1, '4 in force, 1 disabled'],
])('a disabled rule is never counted as in force: %d and %d', (enabled, disabled, text) => {
  const rules = [...Array(enabled).fill({ enabled: true }), ...Array(disabled).fill({ enabled: false })];
  expect(inForceText(rules)).toBe(text);
});
