import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../../../../src/main/features/rules/patterns/patterns';
import { literalsOfRegex } from '../../../../../src/main/features/rules/patterns/regex-literals';
import type { MatchKind } from '../../../../../src/shared/vocabulary';

function matches(kind: MatchKind, pattern: string, text: string): boolean {
  const compiled = compilePattern(kind, pattern);
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled.value.matches(text);
}

describe('patterns match as people expect of their kind', () => {
  test.each<[MatchKind, string, yes: string[], no: string[]]>([
    ['glob', 'npm *', ['npm install'], ['pnpm install', 'npm']],
    ['exact', 'npm *', ['npm *'], ['npm install', 'npm * ']],
    ['exact', '', [''], ['x']],
    ['regex', 'install', ['npm install', 'install x'], ['instal']],
    ['regex', '^npm (ci|install)$', ['npm ci'], ['npm ci x', 'pnpm ci']],
    ['regex', 'a|b', ['xbx'], ['x']],
    ['regex', '(?i)NPM', ['npm'], ['np']],
    ['regex', '^.😀$', ['é😀'], ['é😀😀']],
    ['regex', '', ['', 'x'], []],
  ])('%s %s', (kind, pattern, yes, no) => {
    expect(yes.filter((text) => !matches(kind, pattern, text))).toEqual([]);
    expect(no.filter((text) => matches(kind, pattern, text))).toEqual([]);
  });
});

describe('a malformed regular expression is refused with what is wrong and where', () => {
  test.each([
    ['npm (run', 'has a "(" that is not closed'],
    ['npm run)', 'has a ")" that closes nothing'],
    ['npm [a', 'has a "[" that is not closed; add "]", or write "\\[" for the character itself, at "[a" (character 5)'],
    ['*.js', 'repeats nothing'],
    ['npm a**', 'repeats a repetition', 'at "**" (character 6)'],
    ['a{2000}', 'repeats something too often', 'at "{2000}" (character 2)'],
    ['npm [z-a]', 'range or class of characters that does not exist', 'at "z-a" (character 6)'],
    ['a\\', 'ends with "\\"'],
    ['a(?=b)', 'looks ahead or behind', '(character 2)'],
    ['(?<!a)b', 'looks behind'],
    ['\\1', 'refers to an earlier group'],
    ['x'.repeat(4097), 'longer than 4096 characters'],
    [`${'('.repeat(2000)}${')'.repeat(2000)}`, ''],
  ])('%j', (regex, ...parts) => {
    const compiled = compilePattern('regex', regex);
    expect(compiled.ok).toBe(false);
    for (const part of parts) expect(!compiled.ok && compiled.message).toContain(part);
  });
});

test('the time of a hostile regular expression grows with the text, not faster', () => {
  const { ok } = compilePattern('regex', '(a*)*b');
  expect(ok).toBe(true);
  for (const hostile of ['(a*)*b', '(a|aa)+$', '(x+x+)+y', '(.*)(.*)(.*)(.*)(.*)z']) {
    const began = performance.now();
    expect(matches('regex', hostile, `${'a'.repeat(50_000)}${'x'.repeat(50_000)}!`)).toBe(false);
    expect(performance.now() - began).toBeLessThan(5_000);
  }
});

describe('what a regular expression needs is known without guessing', () => {
  test.each<[string, string[][]]>([
    ['npm install', [['npm install']]],
    ['^npm (run|test) .*--watch', [['^npm ', ' ', '--watch']]],
    ['^git$|svn', [['^git'], ['svn']]],
    ['colou?r s*t', [['colo', 'r ', 't']]],
    ['ab+c', [['ab', 'c']]],
    ['a\\.b\\d[xy]z', [['a.b', 'z']]],
    ['ab{2,3}c', [['a', 'c']]],
    ['x😀?y', [['x', 'y']]],
    ['^*abc', [['abc']]],
    ['[]a]b[[:alpha:]]c', [['b', 'c']]],
    ['(a[)]b)c', [['c']]],
    ['.*', [[]]],
    ['(?i)npm', [[]]],
    ['\\Qa|b\\E', [[]]],
    ['a\\x62', [[]]],
    ['a||b', [['a'], [], ['b']]],
  ])('%s', (regex, expected) => {
    const found = literalsOfRegex(regex).map((literals) =>
      literals.map(({ text, atStart }) => (atStart ? `^${text}` : text)),
    );
    expect(found).toEqual(expected);
  });
});

test('the same pattern is compiled once', () => {
  const first = compilePattern('regex', 'npm (ci|install)');
  expect(compilePattern('regex', 'npm (ci|install)')).toEqual(first);
  expect(first.ok && compilePattern('regex', 'npm (ci|install)')).toMatchObject({ value: first.ok && first.value });
});
