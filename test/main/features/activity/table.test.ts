import { expect, test } from 'vitest';
import { type Activity, createActivity } from '../../../../src/main/features/activity';
import { createScope } from '../../../../src/shared/scope';
import type { Decision, Fact, RunEvent } from '../../../../src/shared/vocabulary';
import { createFakeClock } from '../../../fixtures/fake-clock';
import { decision, exited, run, started } from './facts';

type Step = Fact | Decision | RunEvent;

/** (Some fields of) the row of process 5 after some steps. */
function check(steps: readonly Step[], expected: object | undefined): void {
  const activity = createActivity({ clock: createFakeClock(77), epoch: 'e' }, createScope());
  for (const step of steps) take(activity, step);
  const row = activity.get('5:5');
  if (expected === undefined) expect(row).toBeUndefined();
  else expect(row).toMatchObject(expected);
}

function take(activity: Activity, step: Step): void {
  if (step.type === 'rule.matched' || step.type === 'rule.held') activity.decided(step);
  else if (step.type === 'action.waiting' || step.type === 'action.started' || step.type === 'action.ended')
    activity.ran(step);
  else activity.record(step, { ofAction: false });
}

const five = { pid: 5 };

test('a row tells of a process from its start to its end', () => {
  const row = { key: '5:5', existing: false, ofAction: false, firings: [] };
  check([started(five)], row);
  check([started(five, true)], { existing: true });
  check([started(five), exited(five, { signal: 15 })], { ...row, exit: { signal: 15 }, endedAt: 6 });
});

test('a process that runs another program keeps its row, with what rules did', () => {
  check([started({ pid: 5, command: 'sh' }, true), decision(five, 'r'), started({ pid: 5, command: 'make all' })], {
    ...{ existing: false, process: expect.objectContaining({ argv: ['make', 'all'] }) },
    firings: [{ ruleId: 'r', form: 'line', at: 77 }],
  });
});

test('a row names the program of the parent, also after the parent has ended', () => {
  const child = { pid: 5, ppid: 4 };
  const parent = { pid: 4, command: '/bin/bash -l' };
  check([started(parent), started(child)], { parentName: 'bash' });
  check([started(parent), started(child), exited(parent)], { parentName: 'bash' });
  check([started(parent), exited(parent), started(child)], { parentName: '' });
  check([started(child)], { parentName: '' });
});

test('what is said of a process that is not there changes nothing', () => {
  check([exited(five), decision(five, 'r'), { type: 'action.started', run: run(five, 'r') }], undefined);
  check([{ type: 'probe.lost', where: 'ring', count: 3 }], undefined);
});

test('a firing tells what the rule did, and how its action went', () => {
  const fired = { ruleId: 'r', form: 'line', at: 77 };
  const running = run(five, 'r');
  const ended = run(five, 'r', { state: 'ended', exit: { code: 0 } });
  check([started(five), decision(five, 'r')], { firings: [{ ...fired }] });
  check([started(five), decision(five, 'r', 'paused')], {
    firings: [{ ...fired, held: 'paused' }],
  });
  check([started(five), decision(five, 'r'), { type: 'action.started', run: running }], {
    firings: [{ ...fired, runs: [running] }],
  });
  check(
    [
      ...[started(five), decision(five, 'r'), { type: 'action.started' as const, run: running }, exited(five)],
      { type: 'action.ended', run: ended },
    ],
    { exit: { code: 0 }, firings: [{ ...fired, runs: [ended] }] },
  );
});

test('each run belongs to its own firing', () => {
  const first = run(five, 'r', { id: 'first' });
  const other = run(five, 'other', { id: 'other' });
  const second = run(five, 'r', { id: 'second' });
  const firstEnded = { ...first, state: 'ended' as const };
  check(
    [
      ...[started(five), decision(five, 'r'), { type: 'action.started' as const, run: first }],
      ...[decision(five, 'other'), { type: 'action.started' as const, run: other }],
      ...[decision(five, 'r'), decision(five, 'r', 'max-runs')],
      ...[
        { type: 'action.started' as const, run: second },
        { type: 'action.ended' as const, run: firstEnded },
      ],
    ],
    {
      firings: [{ runs: [firstEnded] }, { runs: [other] }, { runs: [second] }, { held: 'max-runs', runs: [] }],
    },
  );
});

test('the actions of a rule are told one by one, in the order in which they began', () => {
  const waiting = run(five, 'r', { id: 'one', state: 'waiting' });
  const second = run(five, 'r', { id: 'two', action: 'notify' });
  check(
    [
      ...[started(five), decision(five, 'r'), { type: 'action.waiting' as const, run: waiting }],
      { type: 'action.started', run: second },
      { type: 'action.started', run: { ...waiting, state: 'running' } },
      { type: 'action.ended', run: { ...second, state: 'ended' } },
    ],
    {
      firings: [
        {
          runs: [
            { ...waiting, state: 'running' },
            { ...second, state: 'ended' },
          ],
        },
      ],
    },
  );
});

test('an estimate is shown while the process runs and gone when it has ended', () => {
  const activity = createActivity({ clock: createFakeClock(), epoch: 'e' }, createScope());
  const estimate = { durationsMs: [1_000], basis: 'folder' as const };
  activity.record(started(five), { ofAction: false });
  activity.estimated('5:5', estimate);
  expect(activity.get('5:5')).toMatchObject({ estimate });
  activity.record(exited(five), { ofAction: false });
  expect(activity.get('5:5')).not.toHaveProperty('estimate');
  activity.estimated('5:5', estimate);
  activity.estimated('6:6', estimate);
  expect(activity.get('5:5')).not.toHaveProperty('estimate');
});

test('a process of an action is marked', () => {
  const activity = createActivity({ clock: createFakeClock(), epoch: 'e' }, createScope());
  activity.record(started(five), { ofAction: true });
  activity.record(exited(five), { ofAction: false });
  expect(activity.get('5:5')).toMatchObject({ ofAction: true });
});

test('the newest ended rows are kept; those that rules fired on outlast the others; running ones are never dropped', () => {
  const activity = createActivity({ clock: createFakeClock(), epoch: 'e', keep: 3 }, createScope());
  const kept = () => Array.from({ length: 30 }, (_, pid) => pid).filter((pid) => activity.get(`${pid}:${pid}`));
  const live = (pid: number, fired: boolean) => {
    activity.record(started({ pid }), { ofAction: false });
    if (fired) activity.decided(decision({ pid }, 'r'));
    activity.record(exited({ pid }), { ofAction: false });
  };
  for (const pid of [20, 21, 22, 23, 24]) activity.record(started({ pid }), { ofAction: false });
  for (const pid of [1, 2, 3, 4]) live(pid, false);
  expect(kept()).toEqual([2, 3, 4, 20, 21, 22, 23, 24]);
  live(5, true);
  live(6, true);
  live(7, false);
  expect(kept()).toEqual([5, 6, 7, 20, 21, 22, 23, 24]);
  live(8, true);
  live(9, true);
  live(10, false);
  expect(kept()).toEqual([6, 8, 9, 20, 21, 22, 23, 24]);
});

test('large ended rows let go older ones, those without firings first; running ones do not count', () => {
  const activity = createActivity({ clock: createFakeClock(), epoch: 'e', keepBytes: 10_300 }, createScope());
  const kept = () => Array.from({ length: 30 }, (_, pid) => pid).filter((pid) => activity.get(`${pid}:${pid}`));
  const command = 'a'.repeat(3_000);
  for (let pid = 1; pid <= 9; pid++) activity.record(started({ pid, command }), { ofAction: false });
  expect(kept()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  activity.decided(decision({ pid: 1 }, 'r'));
  for (const pid of [1, 2, 3]) activity.record(exited({ pid }), { ofAction: false });
  expect(kept()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const pid of [4, 5, 6]) activity.record(exited({ pid }), { ofAction: false });
  expect(kept()).toEqual([1, 5, 6, 7, 8, 9]);
  // What is told of an ended row counts once.
  for (let round = 0; round < 10; round++) activity.record(exited({ pid: 6 }), { ofAction: false });
  expect(kept()).toEqual([1, 5, 6, 7, 8, 9]);
  for (const pid of [20, 21, 22, 23]) {
    activity.record(started({ pid }), { ofAction: false });
    activity.record(exited({ pid }), { ofAction: false });
  }
  expect(kept()).toEqual([1, 6, 7, 8, 9, 20, 21, 22, 23]);
});

test('counts are told at most every 250 ms, and only when they changed', async () => {
  const clock = createFakeClock();
  const activity = createActivity({ clock, epoch: 'e', keep: 2 }, createScope());
  const seen: unknown[] = [];
  activity.counts.on((counts) => seen.push(counts));
  for (const pid of [1, 2, 3, 4, 5]) activity.record(started({ pid }), { ofAction: false });
  for (const pid of [1, 2, 3]) activity.record(exited({ pid }), { ofAction: false });
  expect(seen).toEqual([]);
  await clock.advance(250);
  expect(seen).toEqual([{ running: 2, kept: 2, keptAtMost: 2 }]);
  activity.record(started({ pid: 4 }), { ofAction: false });
  await clock.advance(1_000);
  expect(seen.length).toBe(1);
  expect(clock.pending).toBe(0);
});

test('what was typed to start a process stays with it, also when it becomes another program or has ended', () => {
  const described: Fact = { type: 'process.described', key: '5:5', typed: 'sleep 5 | cat' };
  check([started(five), described], { process: { typed: 'sleep 5 | cat' } });
  check([started(five), described, started(five)], { process: { typed: 'sleep 5 | cat' } });
  check([started(five), exited(five, { code: 0 }), described], {
    exit: { code: 0 },
    process: { typed: 'sleep 5 | cat' },
  });
  check([described], undefined);
});
