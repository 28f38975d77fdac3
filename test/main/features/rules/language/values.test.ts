import { describe, expect, test } from 'vitest';
import { parseDuration } from '../../../../../src/main/features/rules/language/durations';
import { parseSize } from '../../../../../src/main/features/rules/language/sizes';
import { parseDays, parseHours } from '../../../../../src/main/features/rules/language/times';
import { splitWords } from '../../../../../src/main/features/rules/language/words';
import { versionOf } from '../../../../../src/main/features/rules/version';

describe('durations', () => {
  test.each<[unknown, number | undefined]>([
    ['500ms', 500],
    ['2s', 2_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['1d', 86_400_000],
    ['1.5h', 5_400_000],
    [' 1h 30m ', 5_400_000],
    ['1m30s', 90_000],
    ['0s', 0],
    [0, 0],
    [2.5, 2_500],
    ['', undefined],
    ['5', undefined],
    ['5 min', undefined],
    ['-1s', undefined],
    ['s', undefined],
    [-1, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [true, undefined],
    [['1s'], undefined],
  ])('%j', (value, ms) => expect(parseDuration(value)).toBe(ms));
});

describe('hours of the day', () => {
  test.each<[unknown, [from: number, to: number] | undefined]>([
    ['09:00-17:30', [540, 1050]],
    ['9:00 - 17:30', [540, 1050]],
    ['22:00-06:00', [1320, 360]],
    ['00:00-24:00', [0, 1440]],
    ['24:00-06:00', undefined],
    ['09:60-10:00', undefined],
    ['09:00-24:01', undefined],
    ['9-17', undefined],
    ['09:00', undefined],
    [9, undefined],
  ])('%j', (value, span) => expect(parseHours(value)).toEqual(span && { from: span[0], to: span[1] }));
});

describe('days', () => {
  test.each<[unknown, string[] | undefined]>([
    ['mon', ['mon']],
    ['Tuesday', ['tue']],
    ['mon-fri', ['mon', 'tue', 'wed', 'thu', 'fri']],
    ['fri - mon', ['fri', 'sat', 'sun', 'mon']],
    ['sun-sun', ['sun']],
    ['mo', undefined],
    ['mon-', undefined],
    ['mon-tue-wed', undefined],
    ['', undefined],
    [1, undefined],
  ])('%j', (value, days) => expect(parseDays(value)).toEqual(days));
});

describe('sizes', () => {
  test.each<[unknown, number | undefined]>([
    ['200MB', 200_000_000],
    ['1.5 gb', 1_500_000_000],
    ['64KiB', 65_536],
    ['10B', 10],
    ['10', undefined],
    ['MB', undefined],
    [10, undefined],
  ])('%j', (value, bytes) => expect(parseSize(value)).toBe(bytes));
});

describe('the words of a command line', () => {
  test.each<[string, string[]]>([
    ['claude -p', ['claude', '-p']],
    ['  a   b ', ['a', 'b']],
    [`say "two words" 'and "three" more'`, ['say', 'two words', 'and "three" more']],
    [String.raw`a "b \" c\\" 'd\e'`, ['a', String.raw`b " c\ `.trim(), String.raw`d\e`]],
    [`--x="a b"c`, ['--x=a bc']],
    [`"" ''`, ['', '']],
    ['"not closed', ['not closed']],
    ['', []],
  ])('%s', (text, words) => expect(splitWords(text)).toEqual(words));
});

test('the version of a text is that of equal texts, and no other', () => {
  const texts = ['', ' ', 'a', 'b', 'ab', 'ba', 'a\n', 'a\r\n', '\0', '\0\0', 'é', 'x'.repeat(100_000)];
  const versions = texts.map(versionOf);
  expect(new Set(versions).size).toBe(texts.length);
  expect(texts.map(versionOf)).toEqual(versions);
  for (const version of versions) expect(version).toMatch(/^[0-9a-f]{16}$/);
});
