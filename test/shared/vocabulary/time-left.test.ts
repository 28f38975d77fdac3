import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeLeft } from '../../../src/shared/vocabulary';

const durations = fc
  .array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 20 })
  .map((all) => all.sort((a, b) => a - b));

test.each([
  [[10_000], 0, { fraction: 0, leftMs: 10_000 }],
  [[10_000], 5_000, { fraction: 0.5, leftMs: 5_000 }],
  [[10_000], 9_999, { fraction: 0.95, leftMs: 1 }],
  [[10_000], 10_000, { fraction: 0.95, leftMs: undefined }],
  [[10_000], 50_000, { fraction: 0.99, leftMs: undefined }],
  [[1_000, 2_000, 60_000], 0, { fraction: 0, leftMs: 2_000 }],
  // It was quick twice, and is not this time: so it is one of the slow ones.
  [[1_000, 2_000, 60_000], 3_000, { fraction: 0.05, leftMs: 57_000 }],
])('of runs that took %j, after %d ms', (durationsMs, elapsed, expected) => {
  expect(timeLeft({ durationsMs }, elapsed)).toEqual(expected);
});

test('a command that runs is never done, and never less than begun', () => {
  fc.assert(
    fc.property(durations, fc.integer({ min: -1_000, max: 100_000_000 }), (durationsMs, elapsed) => {
      const { fraction, leftMs } = timeLeft({ durationsMs }, elapsed);
      expect(fraction).toBeGreaterThanOrEqual(0);
      expect(fraction).toBeLessThan(1);
      if (leftMs !== undefined) expect(leftMs).toBeGreaterThan(0);
    }),
  );
});

test('it only falls back when an earlier run has been outlasted: then what is left is that of the longer ones', () => {
  fc.assert(
    fc.property(durations, fc.nat(20_000_000), fc.nat(1_000_000), (durationsMs, elapsed, more) => {
      const outlasted = durationsMs.some((duration) => duration > elapsed && duration <= elapsed + more);
      if (outlasted) return;
      const [before, after] = [timeLeft({ durationsMs }, elapsed), timeLeft({ durationsMs }, elapsed + more)];
      expect(after.fraction).toBeGreaterThanOrEqual(before.fraction);
    }),
  );
});
