// What sysctl KERN_PROCARGS2 returns, well-formed and not.
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { compile, randomFrom } from './programs';

const args = compile('args');

describe.runIf(args)('the block of arguments', () => {
  /** As the system lays it out: argc, the path, zeros up to a multiple of 8, the strings. */
  function block(argc: number, path: string, strings: string[]): Buffer {
    const head = Buffer.alloc(4);
    head.writeInt32LE(argc);
    const padded = Buffer.alloc(Math.ceil((Buffer.byteLength(path) + 1) / 8) * 8);
    padded.write(path);
    return Buffer.concat([head, padded, Buffer.from(strings.map((text) => `${text}\0`).join(''))]);
  }
  const parse = (input: Buffer) => {
    const { stdout, stderr, status } = spawnSync(args ?? '', { input, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    return stdout === 'corrupt\n' ? undefined : JSON.parse(stdout).argv;
  };
  const environment = ['PATH=/bin', 'HOME=/Users/me', ''];
  const paths = ['/', '/bin/ls', '/bin/cat', '/usr/bin/env', '/Applications/Ünï.app/Contents/MacOS/x'];

  test.each(paths)('is read behind any path: %s', (path) => {
    expect(parse(block(2, path, ['ls', '-l', ...environment]))).toEqual(['ls', '-l']);
  });

  const argvs: string[][] = [[], [''], ['', '', 'x'], ['x', ''], ['two words', 'a\nb', '日本']];
  test.each(argvs.map((argv) => [argv]))('keeps %j', (argv) => {
    for (const path of paths) expect(parse(block(argv.length, path, [...argv, ...environment]))).toEqual(argv);
  });

  test('without the padding is read all the same', () => {
    expect(parse(Buffer.from('\u0001\0\0\0/bin/sh\0sh\0A=b\0'))).toEqual(['sh']);
    expect(parse(Buffer.from('\u0001\0\0\0/bin/zsh\0zsh\0A=b\0'))).toEqual(['zsh']);
  });

  test('that ends early yields what there is', () => {
    const whole = block(3, '/bin/ls', ['ls', '-l', 'file']);
    expect(parse(whole.subarray(0, 4 + 8 + 5))).toEqual(['ls', '-l']);
    expect(parse(block(9, '/bin/ls', ['ls', '-l']))).toEqual(['ls', '-l']);
  });

  const corrupt: [string, Buffer][] = [
    ['nothing', Buffer.alloc(0)],
    ['half an argc', Buffer.alloc(2)],
    ['only an argc', Buffer.from([1, 0, 0, 0])],
    ['a negative argc', block(-1, '/bin/ls', ['ls'])],
    ['no path', Buffer.alloc(64)],
    ['a path without end', Buffer.from('\u0001\0\0\0/bin/ls')],
  ];
  test.each(corrupt)('is refused: %s', (_, input) => {
    expect(parse(input)).toBeUndefined();
  });

  test('of random bytes is never read beyond its end', () => {
    // A process each. Far more of them are tried in one by the fuzzer.
    const below = randomFrom(7);
    for (let i = 0; i < 40; i++) {
      const input = Buffer.from(Array.from({ length: below(80) }, () => (below(3) ? below(4) : below(256))));
      parse(input);
    }
  });
});
