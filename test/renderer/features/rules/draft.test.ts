import { expect, test } from 'vitest';
import { newAction, offeredActions } from '../../../../src/renderer/features/rules/draft/actions';
import { cleanDraft, emptyDraft, moved, sameDraft } from '../../../../src/renderer/features/rules/draft/draft';
import { templates } from '../../../../src/renderer/features/rules/draft/templates';
import { actionTypes, type RuleDraft } from '../../../../src/shared/vocabulary';

const notify: RuleDraft = { command: ['npm install*'], action: [{ type: 'notify' }] };

test.each<[string, RuleDraft, RuleDraft, boolean]>([
  ['nothing', notify, notify, true],
  ['the order of keys', notify, { action: [{ type: 'notify' }], command: ['npm install*'] }, true],
  ['a key without a value', notify, { ...notify, name: undefined, not: [], cwd: [''] }, true],
  ['an empty line', notify, { ...notify, command: ['npm install*', ''] }, true],
  ['a name', notify, { ...notify, name: 'Installs' }, false],
  ['a key that says what is usual anyway', notify, { ...notify, enabled: true }, false],
  ['a field of an action', notify, { ...notify, action: [{ type: 'notify', title: 'x' }] }, false],
  ['an empty field of an action', notify, { ...notify, action: [{ type: 'notify', title: '' }] }, true],
  ['the order of commands', { ...notify, command: ['a', 'b'] }, { ...notify, command: ['b', 'a'] }, false],
])('a draft that differs by %s counts as changed or not', (_, a, b, same) => {
  expect(sameDraft(a, b)).toBe(same);
});

test('what says nothing is not written, but a command that is missing is told', () => {
  expect(
    cleanDraft({ command: ['', ''], name: '', priority: 0, stop: false, headers: {}, action: [] } as RuleDraft),
  ).toEqual({
    command: [''],
    priority: 0,
    stop: false,
    action: [],
  });
  expect(cleanDraft(emptyDraft)).toEqual(emptyDraft);
});

test('the parts of a header stay, a header without a name goes', () => {
  const action = { type: 'webhook' as const, url: 'https://a', headers: { A: 'b' } };
  expect(cleanDraft({ ...notify, action: [action] }).action).toEqual([action]);
  expect(cleanDraft({ ...notify, action: [{ ...action, headers: {} }] }).action[0]?.headers).toBeUndefined();
});

test.each([
  [0, 2, 'bca'],
  [2, 0, 'cab'],
  [1, 1, 'abc'],
  [5, 0, 'abc'],
])('the entry at %d is moved to %d', (from, to, expected) => {
  expect(moved([...'abc'], from, to).join('')).toBe(expected);
});

test('every type of action is offered once, and begins as itself', () => {
  expect([...offeredActions].sort()).toEqual([...actionTypes].sort());
  for (const type of actionTypes) expect(newAction(type).type).toBe(type);
});

test('every template names a command and an action', () => {
  for (const { draft } of templates) {
    expect(draft.command.length).toBeGreaterThan(0);
    expect(draft.action).toHaveLength(1);
  }
});
