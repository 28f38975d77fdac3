import { describe, expect, test } from 'vitest';
import { compileRules } from '../../../../../src/main/features/rules/engine/compile';
import { createEngineState, decide, decideDue } from '../../../../../src/main/features/rules/engine/engine';
import type { Exit, Rule } from '../../../../../src/shared/vocabulary';
import { ruleOf } from '../../../../fixtures/rules';
import { engine, quiet, sleep, textOf } from '../engine-rig';
import { exited, started } from '../facts';

describe('a rule for starts', () => {
  test('acts on a command that any of its patterns matches in any form', () => {
    const { start } = engine([sleep(), ruleOf('npm', { commands: ['yarn *', 'npm *'] })]);
    expect(start('sleep 5', { pid: 1 })).toEqual(['sleep']);
    expect(start('/usr/bin/sleep 5', { pid: 2 })).toEqual(['sleep (program)']);
    expect(start('node /opt/npm/bin/npm-cli.js install', { pid: 3 })).toEqual(['npm (script)']);
    expect(start('ls', { pid: 4 })).toEqual([]);
  });

  test('tells all about what it matched', () => {
    const rule = sleep();
    const { decideRaw } = engine([rule], { causesOf: () => [] });
    const fact = started(['sleep', '5']);
    expect(decideRaw(fact)).toEqual([
      { type: 'rule.matched', rule, process: 'process' in fact && fact.process, form: 'line', causes: [] },
    ]);
  });

  test('acts once per process, also when it execs again, until it has ended', () => {
    const { start, exit } = engine([sleep()]);
    expect([start('sleep 1'), start('sleep 2'), start('sleep 2', { pid: 8 })]).toEqual([['sleep'], [], ['sleep']]);
    exit();
    expect(start('sleep 1')).toEqual(['sleep']);
  });

  test('looks at what a process becomes by exec', () => {
    const { start } = engine([sleep()]);
    expect([start('sh -c x'), start('sleep 2'), start('sleep 3')]).toEqual([[], ['sleep'], []]);
  });

  test('leaves alone what ran before, what has no arguments and what is no start', () => {
    const { start, decideRaw } = engine([ruleOf('all')]);
    expect(start('sleep 1', { existing: true })).toEqual([]);
    expect(decideRaw(started([], { lost: true }))).toEqual([]);
    expect(decideRaw({ type: 'probe.lost', where: 'ring', count: 1 })).toEqual([]);
    expect(decideRaw({ type: 'process.described', key: '7:70', typed: 'x' })).toEqual([]);
    expect(start('sleep 1')).toEqual(['all']);
  });

  test('does nothing when it is disabled', () => {
    expect(engine([sleep({ enabled: false })]).start('sleep 1')).toEqual([]);
  });
});

describe('a rule with a least duration', () => {
  const long = sleep({ minDurationMs: 2_000 });

  test('acts when the command still runs after so long, once', () => {
    const { start, pass, nextDueMs } = engine([long]);
    expect([start('sleep 5'), nextDueMs()]).toEqual([[], 3_000]);
    expect([pass(1_999), pass(1), pass(5_000), nextDueMs()]).toEqual([[], ['sleep'], [], undefined]);
  });

  test('does nothing about a command that was gone before', () => {
    const { start, exit, pass, nextDueMs } = engine([long]);
    start('sleep 5');
    expect([pass(1_999), exit(), nextDueMs(), pass(1)]).toEqual([[], [], undefined, []]);
  });

  test('stays with a process that execs', () => {
    const { start, pass } = engine([long]);
    start('sleep 5');
    pass(1_000);
    expect([start('other'), pass(1_000)]).toEqual([[], ['sleep']]);
  });

  test('is asked in the order of time, then of the rules', () => {
    const { start, pass } = engine([
      sleep({ minDurationMs: 500 }, 'b'),
      sleep({ minDurationMs: 500, priority: 1 }, 'a'),
    ]);
    start('sleep 1', { pid: 1 });
    expect(pass(600)).toEqual(['a', 'b']);
  });

  test('begins no more actions at once than it allows, also for commands that are due together', () => {
    let runs = 0;
    const state = createEngineState();
    const rules = compileRules([{ ...long, maxRunsAtOnce: 1 }]);
    const context = { ...quiet, runsOf: () => runs };
    for (const pid of [1, 2]) decide(rules, state, started(['sleep', '1'], { pid }), 1_000, context);
    const seen: string[] = [];
    for (const decision of decideDue(rules, state, 9_000, context)) {
      seen.push(textOf(decision));
      runs++;
    }
    expect(seen).toEqual(['sleep', 'held sleep max-runs']);
  });
});

describe('a rule for ends', () => {
  test.each<[string, Partial<Rule>, Exit, number, boolean]>([
    ['any end', { on: 'exit' }, { code: 0 }, 5, true],
    ['any end, by a signal', { on: 'exit' }, { signal: 9 }, 5, true],
    ['any end, when the system does not tell how', { on: 'exit' }, { unknown: true }, 5, true],
    ['a failure: code 0', { on: 'failure' }, { code: 0 }, 5, false],
    ['a failure: code 1', { on: 'failure' }, { code: 1 }, 5, true],
    ['a failure: a signal', { on: 'failure' }, { signal: 15 }, 5, true],
    ['a failure: unknown', { on: 'failure' }, { unknown: true }, 5, false],
    ['one of its codes', { on: 'exit', exitCodes: [0, 2] }, { code: 2 }, 5, true],
    ['none of its codes', { on: 'failure', exitCodes: [2] }, { code: 1 }, 5, false],
    ['a code, and a signal', { on: 'exit', exitCodes: [9] }, { signal: 9 }, 5, false],
    ['a code, and unknown', { on: 'exit', exitCodes: [0] }, { unknown: true }, 5, false],
    ['long enough', { on: 'exit', minDurationMs: 2_000 }, { code: 0 }, 2_000, true],
    ['too short', { on: 'exit', minDurationMs: 2_000 }, { code: 0 }, 1_999, false],
  ])('%s', (_, more, end, ranMs, acts) => {
    const { start, pass, exit } = engine([sleep(more)]);
    expect([start('sleep 1'), pass(ranMs), exit(end), exit(end)]).toEqual([[], [], acts ? ['sleep'] : [], []]);
  });

  test('tells how and when it ended, and what it was when it matched', () => {
    const rule = sleep({ on: 'exit' });
    const { decideRaw } = engine([rule]);
    decideRaw(started(['sleep', '5']));
    decideRaw(started(['other']));
    const process = { pid: 7, start: 70, argv: ['sleep', '5'], startedAt: 1_000 };
    expect(decideRaw(exited(7, { code: 3 }, 4_000))).toEqual([
      { type: 'rule.matched', rule, process, form: 'line', causes: [], exit: { code: 3 }, endedAt: 4_000 },
    ]);
  });

  test('also sees the end of what ran before we looked', () => {
    const { start, exit } = engine([sleep({ on: 'exit' }), sleep({ minDurationMs: 5 }, 'long')]);
    expect([start('sleep 1', { existing: true }), exit()]).toEqual([[], ['sleep']]);
  });
});

describe('order', () => {
  test('a higher priority comes first, then the order of the file', () => {
    const { start } = engine([
      sleep({}, 'a'),
      sleep({ priority: -1 }, 'z'),
      sleep({ priority: 5 }, 'first'),
      sleep({}, 'b'),
    ]);
    expect(start('sleep 1')).toEqual(['first', 'a', 'b', 'z']);
  });

  test('after a rule with stop no later rule is asked, also when the rule is held', () => {
    expect(engine([sleep({}, 'a'), sleep({ stop: true }, 'b'), sleep({}, 'c')]).start('sleep 1')).toEqual(['a', 'b']);
    const held = engine([sleep({ stop: true }, 'b'), sleep({ on: 'exit' }, 'c')], { paused: true });
    expect([held.start('sleep 1'), held.exit()]).toEqual([['held b paused'], []]);
  });

  test('a rule with stop that does not match stops nothing', () => {
    const { start } = engine([sleep({ stop: true, cwd: ['/x'] }, 'a'), sleep({}, 'b')]);
    expect(start('sleep 1')).toEqual(['b']);
  });

  test('it stops again for what the process becomes', () => {
    const { start } = engine([sleep({ stop: true }, 'a'), ruleOf('any', { commands: ['sleep 2'] })]);
    expect([start('sleep 1'), start('sleep 2')]).toEqual([['a'], []]);
  });

  test('one that acts later stops what acts later still', () => {
    const rules = [
      sleep({ stop: true, minDurationMs: 500 }, 'a'),
      sleep({ minDurationMs: 900 }, 'b'),
      sleep({ on: 'exit' }, 'c'),
    ];
    const slow = engine(rules);
    expect([slow.start('sleep 1'), slow.pass(500), slow.pass(900), slow.exit()]).toEqual([[], ['a'], [], []]);
    const quick = engine(rules);
    expect([quick.start('sleep 1'), quick.exit()]).toEqual([[], ['c']]);
    const ends = engine([sleep({ stop: true, on: 'failure' }, 'a'), sleep({ on: 'exit' }, 'b')]);
    ends.start('sleep 1');
    expect(ends.exit({ code: 1 })).toEqual(['a']);
  });
});

describe('when the rules change', () => {
  test('a rule remembers by its id what it has done', () => {
    const { start, reload, pass, exit } = engine([
      sleep(),
      sleep({ minDurationMs: 500 }, 'long'),
      sleep({ on: 'exit' }, 'end'),
    ]);
    start('sleep 1');
    reload([sleep({ on: 'exit', cooldownMs: 9 }, 'end'), sleep({ minDurationMs: 500 }, 'long'), sleep()]);
    expect([start('sleep 2'), pass(500), exit()]).toEqual([[], ['long'], ['end']]);
  });

  test('a rule that is gone, disabled or about something else does not act on what it waited for', () => {
    const end = (more: Partial<Rule> = {}) => sleep({ on: 'exit', ...more }, 'end');
    for (const next of [[], [end({ enabled: false })], [end({ commands: ['ls'] })], [end({ on: 'start' })]]) {
      const { start, reload, exit } = engine([end()]);
      start('sleep 1');
      reload(next);
      expect(exit()).toEqual([]);
    }
  });
});

test('what ends of processes were never reported for is forgotten after fifty thousand others', () => {
  const { start, exit } = engine([sleep(), sleep({ on: 'exit' }, 'end')]);
  for (let pid = 1; pid <= 50_001; pid++) start('sleep 1', { pid });
  expect([start('sleep 1', { pid: 2 }), start('sleep 1', { pid: 1 })]).toEqual([[], ['sleep']]);
  expect([exit({ code: 0 }, 50_001), exit({ code: 0 }, 2)]).toEqual([['end'], []]);
});
