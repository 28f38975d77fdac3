import { expect, test } from 'vitest';
import { noStreak, type Streak, sequelOf } from '../../../../src/main/features/agents/restarts';

const ended = (ranMs: number, streak: Streak = noStreak) =>
  sequelOf({ policy: 'always', exit: { code: 1 }, ranMs, streak });

test('pauses double up to a minute as long as no run lasts that long', () => {
  const pauses: number[] = [];
  for (let streak = noStreak; pauses.length < 9; ) {
    const sequel = ended(20_000, streak);
    if (sequel.type !== 'again') throw new Error('It should go on');
    pauses.push(sequel.afterMs / 1_000);
    streak = sequel.streak;
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test('a good run makes the next pause short again, and no longer counts', () => {
  expect(ended(60_000, { quick: 4, short: 7 })).toEqual({ type: 'again', afterMs: 1_000, streak: noStreak });
});

test('the fifth quick end in a row is the last', () => {
  expect(ended(9_999, { quick: 3, short: 3 })).toMatchObject({ type: 'again' });
  expect(ended(9_999, { quick: 4, short: 4 })).toMatchObject({ type: 'give-up' });
  expect(ended(10_000, { quick: 4, short: 4 })).toMatchObject({ type: 'again', streak: { quick: 0 } });
});

test.each([
  ['on-failure', { code: 0 }, 'stay'],
  ['on-failure', { signal: 9 }, 'again'],
  ['on-failure', { unknown: true }, 'again'],
  ['always', { code: 0 }, 'again'],
  ['never', { code: 1 }, 'stay'],
] as const)('%s after %j: %s', (policy, exit, type) => {
  expect(sequelOf({ policy, exit, ranMs: 0, streak: noStreak }).type).toBe(type);
});
