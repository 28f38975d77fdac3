import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRedraw } from '../../../../src/renderer/features/activity/redraw';

const frameMs = 16;
let drawn: number[];
let redraw: ReturnType<typeof createRedraw>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => Number(setTimeout(draw, frameMs)));
  vi.stubGlobal('cancelAnimationFrame', (id: number) => clearTimeout(id));
  drawn = [];
  redraw = createRedraw(() => drawn.push(performance.now()));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a change after a rest is drawn with the next picture', () => {
  redraw.ask();
  vi.advanceTimersByTime(frameMs);
  expect(drawn).toHaveLength(1);
});

test('a storm of changes is drawn at most ten times a second, and its last one is not left out', () => {
  for (let ms = 0; ms < 1_000; ms++) {
    redraw.ask();
    vi.advanceTimersByTime(1);
  }
  const storm = drawn.length;
  expect(storm).toBeGreaterThan(6);
  expect(storm).toBeLessThanOrEqual(10);
  vi.advanceTimersByTime(1_000);
  expect(drawn).toHaveLength(storm + 1);
});

test('where drawing takes long, it is done less often', () => {
  redraw = createRedraw(() => {
    drawn.push(performance.now());
    vi.advanceTimersByTime(80);
  });
  for (let ms = 0; ms < 1_000; ms++) {
    redraw.ask();
    vi.advanceTimersByTime(1);
  }
  expect(drawn.length).toBeGreaterThan(1);
  expect(drawn.length).toBeLessThanOrEqual(5);
});

test('what was cancelled is not drawn, and the next change is drawn at once', () => {
  redraw.ask();
  vi.advanceTimersByTime(frameMs);
  redraw.ask();
  redraw.cancel();
  vi.advanceTimersByTime(1_000);
  expect(drawn).toHaveLength(1);
  redraw.ask();
  vi.advanceTimersByTime(frameMs);
  expect(drawn).toHaveLength(2);
});
