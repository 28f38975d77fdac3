import { describe, expect, test } from 'vitest';
import { findFiles, placeInUri } from '../../../../src/renderer/features/terminals/file-links';

function check(text: string): string[] {
  return findFiles(text).map(({ path, line, column, at, length }) => {
    const where = [path, line, column].filter((part) => part !== undefined).join(' ');
    return `${where} | ${text.slice(at, at + length)}`;
  });
}

describe('files in output', () => {
  test.each([
    ['src/a.ts:12:5 - error', ['src/a.ts 12 5 | src/a.ts:12:5']],
    ['at run (/home/me/x.js:3:9)', ['/home/me/x.js 3 9 | /home/me/x.js:3:9']],
    ['src/a.ts(12,5): error TS2', ['src/a.ts 12 5 | src/a.ts(12,5)']],
    ['  File "lib/a b.py", line 7, in f', ['lib/a b.py 7 | "lib/a b.py", line 7']],
    ['a.go:7: undefined', ['a.go 7 | a.go:7']],
    ['modified: ./README', ['./README | ./README']],
    ['see ../x/y.c and ~/notes.md.', ['../x/y.c | ../x/y.c', '~/notes.md | ~/notes.md']],
    ['--> crates/core/src/lib.rs:40', ['crates/core/src/lib.rs 40 | crates/core/src/lib.rs:40']],
    ['node_modules/@x/y-z/[id].tsx:1', ['node_modules/@x/y-z/[id].tsx 1 | node_modules/@x/y-z/[id].tsx:1']],
  ])('%s', (text, expected) => {
    expect(check(text)).toEqual(expected);
  });

  test.each([
    'and/or, 3/4, 12:30',
    'v1.2.3 of example.com',
    'https://example.com/src/a.ts:12',
    'http://127.0.0.1:8080/x.js:1:2',
    'git@github.com',
    '==> 100%',
  ])('none: %s', (text) => {
    expect(check(text)).toEqual([]);
  });

  test('a very long line is read quickly, as far as it is read', () => {
    expect(check(`${'a/'.repeat(200_000)}x`).length).toBeLessThan(2);
  });
});

test.each([
  ['file:///a/b.ts', { path: '/a/b.ts' }],
  ['file://host/a%20b.ts#12', { path: '/a b.ts', line: 12 }],
  ['file:///a/b.ts#L12:5', { path: '/a/b.ts', line: 12, column: 5 }],
  ['https://example.com', undefined],
  ['javascript:alert(1)', undefined],
])('the address %s names %j', (uri, expected) => {
  expect(placeInUri(uri)).toEqual(expected);
});
