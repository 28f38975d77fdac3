import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinCommand, programParts, splitCommand } from '../../../src/renderer/text';

describe('a typed command is split as a shell would', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['   ', []],
    ['npm install', ['npm', 'install']],
    ['  npm\t install ', ['npm', 'install']],
    ['echo "a b" c', ['echo', 'a b', 'c']],
    [`echo 'a "b"'`, ['echo', 'a "b"']],
    [`echo "it's"`, ['echo', "it's"]],
    [`echo ''`, ['echo', '']],
    ['echo a"b c"d', ['echo', 'ab cd']],
    ['echo a\\ b', ['echo', 'a b']],
    ['echo "a\\"b"', ['echo', 'a"b']],
    [`echo 'a\\b'`, ['echo', 'a\\b']],
    ['echo "open end', ['echo', 'open end']],
    ['echo \\', ['echo', '\\']],
  ])('%s', (line, expected) => {
    expect(splitCommand(line)).toEqual(expected);
  });
});

test('what is joined can be split again into the same arguments', () => {
  const check = (argv: string[]) => {
    expect(splitCommand(joinCommand(argv))).toEqual(argv);
  };
  fc.assert(fc.property(fc.array(fc.string()), check));
});

test('only arguments that need quotes get them', () => {
  expect(joinCommand(['/usr/bin/sleep', '--for=5', 'a b', '', "it's"])).toBe(
    `/usr/bin/sleep --for=5 'a b' '' 'it'\\''s'`,
  );
});

test.each([
  ['/usr/bin/sleep', '/usr/bin/', 'sleep'],
  ['sleep', '', 'sleep'],
  ['C:\\Tools\\x.exe', 'C:\\Tools\\', 'x.exe'],
  ['nginx: worker in /srv/www', '', 'nginx: worker in /srv/www'],
])('the name of the program in %s', (program, folder, name) => {
  expect(programParts(program)).toEqual({ folder, name });
});
