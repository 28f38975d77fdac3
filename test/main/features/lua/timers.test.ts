import { expect, test } from 'vitest';
import { createTimers } from '../../../../src/main/features/lua/timers';
import type { Registration } from '../../../../src/shared/vocabulary';
import { createFakeClock, type FakeClock } from '../../../fixtures/fake-clock';

function timer(handler: string, about: Registration['about']): Registration {
  return { ...{ handler, about, kind: 'timer', name: 'timer', module: 'm', priority: 0, enabled: true } };
}

/** What rings, with the milliseconds since the beginning; each ring is answered after so long. */
function watched(clock: FakeClock, answerMs = 0) {
  const rung: string[] = [];
  const began = clock.nowMs();
  const timers = createTimers(clock, (handlers) => {
    rung.push(`${Math.round(clock.nowMs() - began)}: ${handlers.join(' ')}`);
    return new Promise<void>((resolve) => void clock.after(answerMs, resolve));
  });
  return { rung, timers };
}

test('Timers ring when they are due: once, or again and again', async () => {
  const clock = createFakeClock();
  const { rung, timers } = watched(clock);
  timers.follow([timer('once', { after_ms: 30 }), timer('often', { every_ms: 50 }), timer('now', { after_ms: 0 })]);
  await clock.advance(160);
  expect(rung).toEqual(['0: now', '30: once', '50: often', '100: often', '150: often']);
});

test('Timers that are gone do not ring, and others keep their time', async () => {
  const clock = createFakeClock();
  const { rung, timers } = watched(clock);
  const often = timer('often', { every_ms: 50 });
  timers.follow([often, timer('gone', { after_ms: 70 })]);
  await clock.advance(60);
  timers.follow([often]);
  await clock.advance(60);
  timers.clear();
  await clock.advance(200);
  expect(rung).toEqual(['50: often', '100: often']);
  expect(clock.pending).toBe(0);
});

test('A hundred timers cost the hub no more than one', async () => {
  const clock = createFakeClock();
  const { rung, timers } = watched(clock);
  timers.follow(Array.from({ length: 100 }, (_, n) => timer(`t${n}`, { every_ms: 10 + n / 100 })));
  await clock.advance(1_000);
  expect(rung.length).toBeLessThanOrEqual(100);
  expect(rung.join(' ').split('t99').length).toBeGreaterThan(80);
});

test('A worker that is busy is not rung again until it has come to it', async () => {
  const clock = createFakeClock();
  const { rung, timers } = watched(clock, 95);
  timers.follow([timer('often', { every_ms: 10 })]);
  await clock.advance(300);
  expect(rung).toEqual(['10: often', '105: often', '200: often', '295: often']);
});
