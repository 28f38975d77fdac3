import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signals } from '../../../../src/main/lua-domain/protocol';
import { watchOver } from '../../../../src/main/node/lua-domains/watch-over';

const cpuMs = 200;
const minuteMs = 60_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A worker that was sent something, and gets this share of the processor. */
function worker({ share, ready = true }: { readonly share: number; readonly ready?: boolean }) {
  const counters = new Int32Array(new SharedArrayBuffer(4 * Object.keys(signals).length));
  Atomics.store(counters, signals.ready, ready ? 1 : 0);
  const began = performance.now();
  const stuck: number[] = [];
  const watch = watchOver(
    counters,
    cpuMs,
    (ms) => stuck.push(ms),
    () => 7_000 + (performance.now() - began) * share,
  );
  watch.sent();
  return { counters, stuck, watch };
}

test('A worker that computes without getting on is ended, once', () => {
  const { stuck } = worker({ share: 1 });
  vi.advanceTimersByTime(cpuMs + 300);
  expect(stuck).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(stuck).toHaveLength(1);
  expect(stuck[0]).toBeGreaterThanOrEqual(cpuMs + 400);
});

test('A worker that a busy machine does not let run is left alone, but not for ever', () => {
  const { stuck } = worker({ share: 0.005 });
  vi.advanceTimersByTime(minuteMs - 1_000);
  expect(stuck).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(stuck).toHaveLength(1);
});

test('A worker that gets on may be busy for as long as it likes', () => {
  const { counters, stuck, watch } = worker({ share: 1 });
  for (let second = 0; second < 20; second++) {
    Atomics.add(counters, signals.progress, 1);
    vi.advanceTimersByTime(500);
  }
  expect(stuck).toEqual([]);
  Atomics.add(counters, signals.handled, 1);
  vi.advanceTimersByTime(minuteMs);
  expect(stuck).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
  watch.sent();
  vi.advanceTimersByTime(2_000);
  expect(stuck).toHaveLength(1);
});

test('A worker may take long to start, and that does not count for its first run', () => {
  const { counters, stuck } = worker({ share: 1, ready: false });
  vi.advanceTimersByTime(9_000);
  Atomics.store(counters, signals.ready, 1);
  vi.advanceTimersByTime(cpuMs + 300);
  expect(stuck).toEqual([]);
});
