import { expect, test } from 'vitest';
import { exitState, exitStateText, firingState, firingText } from '../../../src/renderer/process';
import type { Exit, Firing, Run } from '../../../src/shared/vocabulary';

test.each<[Exit | undefined, string, string]>([
  [undefined, 'running', 'running'],
  [{ code: 0 }, 'ok', 'ended with exit code 0'],
  [{ code: 127 }, 'failed', 'ended with exit code 127'],
  [{ signal: 15 }, 'signal', 'ended by SIGTERM'],
  [{ signal: 11, core: true }, 'signal', 'ended by SIGSEGV (core dumped)'],
  [{ unknown: true }, 'gone', 'ended; the exit code is not known'],
])('a process with exit %j is %s', (exit, state, text) => {
  expect([exitState({ exit }), exitStateText({ exit })]).toEqual([state, text]);
});

const underWay: Run = {
  ...{ id: 'run-1', ruleId: 'a', action: 'exec', process: '1:1', label: 'notify', state: 'running', trial: false },
  startedAt: 1,
};
const ran = (...runs: Partial<Run>[]): Partial<Firing> => ({ runs: runs.map((run) => ({ ...underWay, ...run })) });
const ended = (code: number): Partial<Run> => ({ state: 'ended', exit: { code } });

test.each<[string, Partial<Firing>, string, string]>([
  ['a pause', { held: 'paused' }, 'held', 'held: paused'],
  ['a pause of the rule', { held: 'rule-paused' }, 'held', 'held: rule paused'],
  ['a limit', { held: 'max-runs' }, 'held', 'held: enough runs'],
  ['a cooldown', { held: 'cooldown' }, 'held', 'held: cooldown'],
  ['a loop', { held: 'loop' }, 'held', 'held: loop'],
  ['a match whose actions have not begun', {}, 'waiting', 'matched'],
  ['a run that waits', ran({ state: 'waiting' }), 'waiting', 'waiting for its turn'],
  ['a run under way', ran({}), 'running', 'running'],
  ['a run being ended', ran({ state: 'ending' }), 'running', 'being ended'],
  ['a good run', ran(ended(0)), 'done', 'ended with exit code 0'],
  ['an action without a process', ran({ state: 'ended' }), 'done', 'done'],
  ['one of the history', ran({ state: 'ended', exit: { unknown: true } }), 'done', 'done'],
  [
    'a program that had to be ended',
    ran({ state: 'ended', exit: { signal: 15 }, message: 'ended after 5 s' }),
    'done',
    'ended by SIGTERM',
  ],
  ['a run that failed', ran(ended(2)), 'failed', 'ended with exit code 2'],
  ['a killed run', ran({ state: 'ended', exit: { signal: 9 } }), 'failed', 'ended by SIGKILL'],
  ['a run that never began', ran({ state: 'failed', message: 'not found' }), 'failed', 'failed'],
  ['a run that was dropped', ran({ state: 'dropped' }), 'dropped', 'dropped: the command ended before its turn'],
  [
    'a run that was dropped for a reason',
    ran({ state: 'dropped', message: 'too many were waiting' }),
    'dropped',
    'dropped: too many were waiting',
  ],
  ['two actions, one under way', ran(ended(0), {}), 'running', '2 actions: 1 running, 1 done'],
  ['three actions, one failed', ran({}, ended(1), {}), 'failed', '3 actions: 1 failed, 2 running'],
])('%s is told as what it is', (_name, firing, state, text) => {
  const whole: Firing = { ruleId: 'a', form: 'line', at: 1, runs: [], ...firing };
  expect([firingState(whole), firingText(whole)]).toEqual([state, text]);
});
