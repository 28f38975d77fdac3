import { expect, test } from 'vitest';
import { createPatterns } from '../../../../src/main/features/lua/pattern';
import { createFakeClock } from '../../../fixtures/fake-clock';

test('the patterns of a file that cost too much fit nothing for a while; those of others go on', () => {
  const clock = createFakeClock();
  const slow = {
    ...clock,
    nowMs() {
      clock.pass(0.5);
      return clock.nowMs();
    },
  };
  const patterns = createPatterns(slow);
  const [costly, other] = [patterns('user.a', 'x'), patterns('user.b', 'x')];
  const hits = () => Array.from({ length: 1_000 }, () => costly?.('x')).filter(Boolean).length;
  const first = hits();
  expect(first).toBeGreaterThan(40);
  expect(first).toBeLessThan(300);
  expect(other?.('x')).toBe(true);
  clock.pass(60_000);
  expect(costly?.('x')).toBe(true);
  expect(patterns('user.a', '(')).toBeUndefined();
});
