import { expect, test } from 'vitest';
import { newAction, offeredActions } from '../../../../src/renderer/features/rules/draft/actions';
import {
  cleanDraft,
  emptyDraft,
  moved,
  plainPatch,
  sameDraft,
  standingOf,
} from '../../../../src/renderer/features/rules/draft/draft';
import { templates } from '../../../../src/renderer/features/rules/draft/templates';
import { actionTypes, type RuleDefaults, type RuleDraft } from '../../../../src/shared/vocabulary';

const notify: RuleDraft = { command: ['npm install*'], action: [{ type: 'notify' }] };

test.each<[string, RuleDraft, RuleDraft, boolean]>([
  ['nothing', notify, notify, true],
  ['the order of keys', notify, { action: [{ type: 'notify' }], command: ['npm install*'] }, true],
  ['a key without a value', notify, { ...notify, name: undefined, cwd: [''] }, true],
  ['a list that says none', notify, { ...notify, not: [] }, false],
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

test('what counts is what the rule says, else [defaults], else what is usual', () => {
  const defaults = { stop: true, cooldown: '2s', cwd: ['~/code/**'], on: 'exit' } as const;
  const standing = standingOf({ ...notify, stop: false, cwd: undefined }, { ...defaults, cwd: ['~/code/**'] });
  expect(standing).toMatchObject({ stop: false, cooldown: '2s', cwd: ['~/code/**'], on: 'exit', match: 'glob' });
});

test.each<[string, Partial<RuleDraft>, RuleDefaults, Partial<RuleDraft>, Partial<RuleDraft>]>([
  ['what is usual is not said', {}, {}, { stop: false }, { stop: undefined }],
  ['what is usual is said against [defaults]', {}, { stop: true }, { stop: false }, { stop: false }],
  ['what [defaults] says is not said again', {}, { stop: true }, { stop: true }, { stop: undefined }],
  ['a key of the file stays in it', { stop: true }, {}, { stop: false }, { stop: false }],
  ['no entries are nothing', {}, {}, { cwd: [] }, { cwd: undefined }],
  ['no entries are said against [defaults]', {}, { cwd: ['a'] }, { cwd: [] }, { cwd: [] }],
  ['entries are said, also those of [defaults]', {}, { cwd: ['a'] }, { cwd: ['a'] }, { cwd: ['a'] }],
  [
    'texts are said, also while they are like those of [defaults]',
    {},
    { cooldown: '2s' },
    { cooldown: '2s' },
    { cooldown: '2s' },
  ],
])('a change is written as plainly as it can be: %s', (_, inFile, defaults, patch, expected) => {
  expect(plainPatch(patch, { base: { ...notify, ...inFile }, defaults })).toEqual(expected);
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
