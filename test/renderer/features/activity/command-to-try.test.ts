import { expect, test } from 'vitest';
import { commandToTry } from '../../../../src/renderer/features/activity/command-to-try';

test.each<[string[], string | undefined]>([
  [[], undefined],
  [['make all'], 'make all'],
  [['npm install *', 'make all'], 'make all'],
  [['npm install *', 'sleep *'], 'sleep 5'],
  [['npm {install,ci}', '[ab]c', 'a?'], undefined],
])('for the globs %j one may try %s', (globs, expected) => {
  expect(commandToTry(globs)).toBe(expected);
});
