import { expect, test } from 'vitest';
import { ranges, spanOf } from '../../../../src/renderer/features/history/range';
import {
  barHeight,
  slotAt,
  slotsOfSpan,
  slotText,
  spanOfPick,
  sumOf,
  ticksOf,
} from '../../../../src/renderer/features/history/slots';

const buckets = Array.from({ length: 10 }, (_, index) => ({
  at: 1_000 + index * 100,
  started: 2,
  failed: 1,
  fired: 0,
}));
const timeline = { from: 1_000, to: 2_000, bucketMs: 100, buckets };

test.each(ranges)('the slots of %s end after now, begin at round times, and fill the range', (range) => {
  const nowMs = Date.UTC(2026, 10, 21, 13, 7, 31);
  const { from, to, buckets: count } = spanOf(range, nowMs);
  const slotMs = (to - from) / count;
  expect(to).toBeGreaterThanOrEqual(nowMs);
  expect(to - nowMs).toBeLessThan(slotMs);
  expect(Number.isInteger(count) && count <= 500).toBe(true);
  // The picture stands still until the slot is full.
  expect(spanOf(range, to - 1)).toEqual(spanOf(range, nowMs));
});

test.each([
  [
    { anchor: 2, head: 4 },
    { from: 1_200, to: 1_500 },
  ],
  [
    { anchor: 4, head: 2 },
    { from: 1_200, to: 1_500 },
  ],
  [
    { anchor: 9, head: 9 },
    { from: 1_900, to: 2_000 },
  ],
])('picking %j is a span of time, in whichever direction', (pick, span) => {
  expect(spanOfPick(timeline, pick)).toEqual(span);
});

test.each([
  [
    { from: 1_200, to: 1_500 },
    { anchor: 2, head: 4 },
  ],
  [
    { from: 500, to: 1_150 },
    { anchor: 0, head: 1 },
  ],
  [
    { from: 1_950, to: 9_000 },
    { anchor: 9, head: 9 },
  ],
  [{ from: 100, to: 900 }, undefined],
  [{ from: 2_000, to: 2_100 }, undefined],
])('the span %j is marked where it lies', (span, pick) => {
  expect(slotsOfSpan(timeline, span)).toEqual(pick);
});

test('a place outside of the picture means its first or last slot', () => {
  expect([-0.2, 0, 0.05, 0.999, 1, 3].map((place) => slotAt(place, 10))).toEqual([0, 0, 0, 9, 9, 9]);
});

test('one command can be seen beside a thousand, and none is nothing', () => {
  expect(barHeight(0, 1_000)).toBe(0);
  expect(barHeight(1, 1_000)).toBeGreaterThan(0.05);
  expect(barHeight(1_000, 1_000)).toBe(1);
});

test('a slot is told in words', () => {
  expect(slotText({ started: 0, failed: 0, fired: 0 })).toBe('nothing started');
  expect(slotText({ started: 1_200, failed: 2, fired: 1 })).toBe('1,200 started, 2 failed, 1 match of a rule');
  expect(sumOf(buckets)).toEqual({ started: 20, failed: 10, fired: 0 });
});

test.each(ranges)('%s has a few marks, none of which is cut', (range) => {
  const ticks = ticksOf(spanOf(range, Date.UTC(2026, 10, 21, 13, 7, 31)));
  expect(ticks.length).toBeGreaterThan(2);
  expect(ticks.length).toBeLessThan(9);
  for (const { place } of ticks) expect(place > 0 && place < 1).toBe(true);
});
