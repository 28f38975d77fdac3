import { expect, test } from 'vitest';
import { describeActiveTime, isActive } from '../../../../../src/main/features/rules/engine/active-time';
import type { Rule } from '../../../../../src/shared/vocabulary';

type ActiveTime = Pick<Rule, 'activeHours' | 'activeDays'>;

const hours = (...spans: [from: number, to: number][]): ActiveTime['activeHours'] =>
  spans.map(([from, to]) => ({ from: from * 60, to: to * 60 }));

/** 2026-06-01 is a Monday. */
const at = (day: number, hour: number, minute = 0) => new Date(2026, 5, day, hour, minute, 59, 999).getTime();

test.each<[string, Partial<ActiveTime>, number, boolean]>([
  ['nothing is said', {}, at(1, 3), true],
  ['the first minute', { activeHours: hours([9, 17]) }, at(1, 9), true],
  ['the minute before', { activeHours: hours([9, 17]) }, at(1, 8, 59), false],
  ['the last minute', { activeHours: hours([9, 17]) }, at(1, 16, 59), true],
  ['the minute after', { activeHours: hours([9, 17]) }, at(1, 17), false],
  ['the second span', { activeHours: hours([9, 10], [12, 13]) }, at(1, 12, 30), true],
  ['until midnight', { activeHours: hours([18, 24]) }, at(1, 23, 59), true],
  ['until midnight, after it', { activeHours: hours([18, 24]) }, at(2, 0), false],
  ['over midnight, before it', { activeHours: hours([22, 6]) }, at(1, 23), true],
  ['over midnight, after it', { activeHours: hours([22, 6]) }, at(2, 5, 59), true],
  ['over midnight, by day', { activeHours: hours([22, 6]) }, at(1, 12), false],
  ['from an hour to itself', { activeHours: hours([9, 9]) }, at(1, 3), true],
  ['a day', { activeDays: ['mon'] }, at(1, 3), true],
  ['another day', { activeDays: ['tue', 'sun'] }, at(1, 3), false],
  ['a day and hours', { activeDays: ['mon'], activeHours: hours([9, 17]) }, at(2, 10), false],
  ['over midnight, the day on which it began', { activeDays: ['mon'], activeHours: hours([22, 6]) }, at(2, 5), true],
  ['over midnight, the morning of that day', { activeDays: ['mon'], activeHours: hours([22, 6]) }, at(1, 5), false],
  ['over midnight, from Sunday to Monday', { activeDays: ['sun'], activeHours: hours([22, 6]) }, at(1, 5), true],
  ['over midnight, from Saturday to Sunday', { activeDays: ['sat'], activeHours: hours([22, 6]) }, at(7, 5), true],
])('a rule is active or not: %s', (_, more, nowMs, active) => {
  expect(isActive({ activeHours: [], activeDays: [], ...more }, nowMs)).toBe(active);
});

test('active hours are told as people write them', () => {
  expect(describeActiveTime({ activeHours: [{ from: 545, to: 1440 }], activeDays: [] })).toBe('09:05-24:00');
  expect(describeActiveTime({ activeHours: [], activeDays: ['mon', 'tue'] })).toBe('on mon, tue');
});
