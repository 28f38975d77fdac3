import { describe, expect, test } from 'vitest';
import { engine, sleep } from '../engine-rig';

describe('a rule that matches is held', () => {
  test('while all rules are paused, or it is', () => {
    expect(engine([sleep()], { paused: true }).start('sleep 1')).toEqual(['held sleep paused']);
    const { start } = engine([sleep(), sleep({}, 'b')], { isPaused: (id) => id === 'b' });
    expect(start('sleep 1')).toEqual(['sleep', 'held b rule-paused']);
  });

  test('while as many of its actions are under way as it allows', () => {
    const { start } = engine([sleep({ maxRunsAtOnce: 2 }), sleep({ maxRunsAtOnce: 3 }, 'b')], { runsOf: () => 2 });
    expect(start('sleep 1')).toEqual(['held sleep max-runs', 'b']);
  });

  test('for a while after it has acted; what is held does not begin the while anew', () => {
    const { start, pass } = engine([sleep({ cooldownMs: 1_000 })]);
    const at = (pid: number) => start('sleep 1', { pid });
    expect([at(1), at(2), pass(999), at(3), pass(1), at(4)]).toEqual([
      ['sleep'],
      ['held sleep cooldown'],
      [],
      ['held sleep cooldown'],
      [],
      ['sleep'],
    ]);
  });

  test('no longer, when the clock is set back', () => {
    const { start, pass } = engine([sleep({ cooldownMs: 1_000 })]);
    start('sleep 1', { pid: 1 });
    pass(-500);
    expect(start('sleep 1', { pid: 2 })).toEqual(['sleep']);
  });

  test('once per process as well', () => {
    const { start } = engine([sleep()], { paused: true });
    expect([start('sleep 1'), start('sleep 2')]).toEqual([['held sleep paused'], []]);
  });
});

describe('what an action started', () => {
  const rules = [sleep(), sleep({ ofActions: true }, 'of')];

  test.each<[string, string[], string[]]>([
    ['ordinary commands are for all rules', [], ['sleep', 'of']],
    ['commands of actions only for rules that ask for them', ['x'], ['of']],
    ['never for the rule that caused them', ['of', 'x'], ['held of loop']],
    ['not for a chain that is too long', ['x', 'y', 'z'], ['held of loop']],
  ])('%s', (_, causes, expected) => {
    expect(engine(rules, { causesOf: () => causes }).start('sleep 1')).toEqual(expected);
  });

  test('the causes of the start count at the end', () => {
    const end = engine([sleep({ on: 'exit', ofActions: true }, 'of')], { causesOf: () => ['of'] });
    expect([end.start('sleep 1'), end.exit()]).toEqual([[], ['held of loop']]);
  });

  test('with a depth of nothing, rules still act on what people start', () => {
    expect(engine(rules, { depth: 0 }).start('sleep 1')).toEqual(['sleep', 'of']);
    expect(engine(rules, { depth: 0, causesOf: () => ['x'] }).start('sleep 1')).toEqual(['held of loop']);
  });
});

describe('active hours', () => {
  const off = { activeHours: [{ from: 0, to: 1 }] };
  test('a rule outside of them matches nothing, and stops nothing', () => {
    const midday = new Date(2026, 5, 1, 12).getTime();
    const { start, pass } = engine([sleep({ ...off, stop: true }, 'night'), sleep({}, 'b')]);
    pass(midday - 1_000);
    expect(start('sleep 1')).toEqual(['b']);
  });

  test('those at the time when it acts count', () => {
    const evening = new Date(2026, 5, 1, 23, 59).getTime();
    const { start, pass, exit } = engine([sleep({ ...off, on: 'exit' }, 'night')]);
    pass(evening - 1_000);
    start('sleep 1');
    pass(60_000);
    expect(exit()).toEqual(['night']);
  });
});
