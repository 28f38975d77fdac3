import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClock } from '../../../src/main/node/clock';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const day = 24 * 60 * 60 * 1_000;

test.each([[0], [1], [day], [30 * day], [100 * day]])('what is to happen after %d ms does not happen before', (ms) => {
  let happened = 0;
  createClock().after(ms, () => happened++);
  vi.advanceTimersByTime(Math.max(0, ms - 1));
  if (ms > 1) expect(happened).toBe(0);
  vi.advanceTimersByTime(2);
  expect(happened).toBe(1);
  vi.advanceTimersByTime(200 * day);
  expect(happened).toBe(1);
});

test('what was called off does not happen, however far off it was', () => {
  let happened = 0;
  const cancel = createClock().after(60 * day, () => happened++);
  vi.advanceTimersByTime(30 * day);
  cancel();
  vi.advanceTimersByTime(100 * day);
  expect(happened).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
