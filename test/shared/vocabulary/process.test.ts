import { expect, test } from 'vitest';
import { commandLine, programName, shortened, sizeOf } from '../../../src/shared/vocabulary';

const processWith = (argv: string[]) => ({ pid: 5, start: 5, argv, startedAt: 5 });
const limit = 16 * 1024;

test.each([
  ['an ordinary command line', ['sleep', '5']],
  ['no arguments', []],
  ['what just fits', ['a'.repeat(limit - 3), 'b']],
])('%s stays as it is, without a copy', (_, argv) => {
  const process = processWith(argv);
  expect(shortened(process)).toBe(process);
});

test.each([
  ['one long argument', ['a'.repeat(240_000)], ['a'.repeat(limit - 1)]],
  ['whole arguments come first, the rest is dropped', ['sh', 'a'.repeat(limit), 'b'], ['sh', 'a'.repeat(limit - 4)]],
  ['nothing of an argument without room', ['a'.repeat(limit - 1), 'b', 'c'], ['a'.repeat(limit - 1)]],
  ['many empty arguments', Array(200_000).fill(''), Array(limit).fill('')],
  ['no half of a character', [`${'a'.repeat(limit - 2)}😀`], ['a'.repeat(limit - 2)]],
  ['a whole character before the end', [`${'a'.repeat(limit - 3)}😀b`], [`${'a'.repeat(limit - 3)}😀`]],
  ['a mark of byte order is text', [`\ufeff${'a'.repeat(limit)}`], [`\ufeff${'a'.repeat(limit - 2)}`]],
])('a long command line is shortened: %s', (_, argv, expected) => {
  const process = processWith(argv);
  const result = shortened(process);
  expect(result).toEqual({ ...process, argv: expected, truncated: true });
  expect(commandLine(result).length).toBeLessThanOrEqual(limit);
  expect(process.argv).toBe(argv);
  expect(shortened(result)).toBe(result);
});

test.each([
  ['a login shell', { argv: ['-/bin/bash'] }, 'bash'],
  ['a path with spaces', { argv: ['/opt/My App/app', 'x'] }, 'app'],
  ['no command line', { argv: [], comm: 'kworker/0:1' }, 'kworker/0:1'],
  ['a typed command', { argv: ['/bin/echo', 'a b'], src: 'shell' as const }, 'echo'],
  [
    'a typed line of several commands',
    { argv: ['cd /tmp && ls /usr/lib'], src: 'shell' as const },
    'cd /tmp && ls /usr/lib',
  ],
])('the program’s name of %s', (_, process, name) => {
  expect(programName(process)).toBe(name);
});

test('the size of a value grows with its text and its parts', () => {
  const small = sizeOf(processWith(['a']));
  expect(small).toBeGreaterThan(50);
  expect(sizeOf(processWith(['a'.repeat(1_001)])) - small).toBe(1_000);
  expect(sizeOf(processWith(Array(1_001).fill('')))).toBeGreaterThan(small + 1_000);
  expect(sizeOf({ argv: undefined, none: null })).toBeGreaterThan(0);
});
