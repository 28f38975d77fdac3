import { expect, test } from 'vitest';
import {
  anyOwn,
  bareMessage,
  groupsOf,
  problemPlace,
  tracebackText,
} from '../../../../src/renderer/features/lua/files';
import { moduleForKey } from '../../../../src/renderer/features/lua/list-keys';
import { fileOf } from './made-up';

const files = [
  ...[fileOf('core.text'), fileOf('default.layout'), fileOf('user.zoo'), fileOf('user.layout')],
  fileOf('improvements.quiet', {
    state: 'failed',
    problem: { message: 'no hour', path: '/lua/improvements/quiet.lua' },
  }),
];

test('files stand under their layers, the person’s before those that are shipped, in the order of the alphabet', () => {
  expect(groupsOf(files).map(({ layer, files: of }) => [layer, ...of.map(({ module }) => module)])).toEqual([
    ['improvement', 'improvements.quiet'],
    ['user', 'user.layout', 'user.zoo'],
    ['default', 'default.layout'],
    ['core', 'core.text'],
  ]);
});

test.each([
  ['layout', ['user.layout', 'default.layout']],
  ['LAYOUT user', ['user.layout']],
  ['failed', ['improvements.quiet']],
  ['no hour', ['improvements.quiet']],
  ['nothing like this', []],
])('a search for "%s" finds words of the name, the state and the problem', (search, expected) => {
  expect(groupsOf(files, search).flatMap(({ files: of }) => of.map(({ module }) => module))).toEqual(expected);
});

test('shipped files alone are nobody’s own', () => {
  expect(anyOwn(files)).toBe(true);
  expect(anyOwn(files.slice(0, 2))).toBe(false);
});

test('a problem is told with a short place and without saying it twice', () => {
  const problem = { message: '/lua/user/a.lua:3: oh no', path: '/lua/user/a.lua', line: 3 };
  expect([problemPlace(problem, '/lua'), bareMessage(problem)]).toEqual(['user/a.lua:3', 'oh no']);
  expect(problemPlace(problem)).toBe('/lua/user/a.lua:3');
  expect(problemPlace({ message: 'oh no', path: '' })).toBe('');
  expect(bareMessage({ ...problem, message: 'stuck' })).toBe('stuck');
  const traceback = "stack traceback:\n\t/lua/user/a.lua:3: in function 'f'\n\t[C]: in ?";
  expect(tracebackText(traceback, '/lua')).toBe("user/a.lua:3: in function 'f'\n[C]: in ?");
});

test.each([
  ['ArrowDown', undefined, 'a'],
  ['ArrowUp', undefined, 'a'],
  ['ArrowDown', 'a', 'b'],
  ['ArrowDown', 'c', 'c'],
  ['ArrowUp', 'c', 'b'],
  ['End', 'a', 'c'],
  ['Home', 'c', 'a'],
  ['PageDown', 'a', 'c'],
  ['x', 'a', undefined],
])('the key %s leads from %s to %s', (key, from, expected) => {
  expect(moduleForKey(key, ['a', 'b', 'c'], from)).toBe(expected);
});
