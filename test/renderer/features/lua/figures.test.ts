import { expect, test } from 'vitest';
import { handlerText, type Order, orderAfter, sorted } from '../../../../src/renderer/features/lua/figures';
import { registeredOf } from './made-up';

const all = [
  registeredOf('often', { calls: 100, totalMs: 50, longestMs: 1, module: 'user.b' }),
  registeredOf('slow', { calls: 2, totalMs: 40, longestMs: 39, errors: 1 }),
  registeredOf('never'),
];

test.each<[Order, string[]]>([
  [{ by: 'totalMs', descending: true }, ['often', 'slow', 'never']],
  [{ by: 'meanMs', descending: true }, ['slow', 'often', 'never']],
  [{ by: 'longestMs', descending: false }, ['never', 'often', 'slow']],
  [{ by: 'errors', descending: true }, ['slow', 'often', 'never']],
  [{ by: 'name', descending: false }, ['never', 'often', 'slow']],
  [{ by: 'module', descending: true }, ['often', 'slow', 'never']],
])('handlers are sorted by %o', (order, expected) => {
  expect(sorted(all, order).map(({ name }) => name)).toEqual(expected);
});

test('a search narrows them by kind, name and file, and leaves what it was given as it was', () => {
  const before = [...all];
  expect(sorted(all, { by: 'calls', descending: false }, 'event user.b').map(({ name }) => name)).toEqual(['often']);
  expect(all).toEqual(before);
});

test('figures begin with the largest, names with the first, and the same again is the other way round', () => {
  const first: Order = { by: 'totalMs', descending: true };
  expect(orderAfter(first, 'calls')).toEqual({ by: 'calls', descending: true });
  expect(orderAfter(first, 'name')).toEqual({ by: 'name', descending: false });
  expect(orderAfter(first, 'totalMs')).toEqual({ by: 'totalMs', descending: false });
});

test.each([
  [{ kind: 'event', about: {} }, 'on'],
  [{ kind: 'intercept', about: { label: 'quiet' } }, 'on: quiet'],
  [{ kind: 'timer', about: { every_ms: 60_000 } }, 'every 1 min'],
  [{ kind: 'timer', about: { after_ms: 5_000 } }, 'after 5.0 s'],
] as const)('a handler %o is called by what it is for', (one, expected) => {
  expect(handlerText({ name: 'on', ...one })).toBe(expected);
});
