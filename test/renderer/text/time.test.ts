import { describe, expect, test } from 'vitest';
import { ageText, agoText, durationText, stopwatchText } from '../../../src/renderer/text';

const minute = 60_000;
const hour = 60 * minute;

describe('an age is told in one unit, and never as a time to come', () => {
  test.each([
    [-5_000, 'now'],
    [0, 'now'],
    [999, 'now'],
    [1_000, '1 s'],
    [59_999, '59 s'],
    [minute, '1 min'],
    [4 * minute + 59_000, '4 min'],
    [hour, '1 h'],
    [23 * hour, '23 h'],
    [49 * hour, '2 d'],
  ])('%d ms ago: %s', (ms, expected) => {
    expect(ageText(1_000_000_000 - ms, 1_000_000_000)).toBe(expected);
  });
});

test('in a sentence, an age of nothing is "just now"', () => {
  expect(agoText(500, 600)).toBe('just now');
  expect(agoText(0, 12_000)).toBe('12 s ago');
});

describe('a duration is told in at most two units', () => {
  test.each([
    [-1, '0 ms'],
    [0, '0 ms'],
    [34.7, '34 ms'],
    [999.9, '999 ms'],
    [1_000, '1.0 s'],
    [9_999, '9.9 s'],
    [42_400, '42 s'],
    [4 * minute, '4 min'],
    [4 * minute + 5_000, '4 min 5 s'],
    [2 * hour + 10 * minute + 59_000, '2 h 10 min'],
    [76 * hour, '3 d 4 h'],
  ])('%d ms: %s', (ms, expected) => {
    expect(durationText(ms)).toBe(expected);
  });
});

describe('what still runs is told as a stopwatch does', () => {
  test.each([
    [-20, '0:00'],
    [7_900, '0:07'],
    [4 * minute + 5_000, '4:05'],
    [hour + 2 * minute + 3_000, '1:02:03'],
    [30 * hour, '30:00:00'],
  ])('%d ms: %s', (ms, expected) => {
    expect(stopwatchText(ms)).toBe(expected);
  });
});
