import { expect, test } from 'vitest';
import { firingState, firingText, rowState, rowStateText } from '../../../../src/renderer/features/activity/row-state';
import type { Exit, Firing, Run } from '../../../../src/shared/vocabulary';

test.each<[Exit | undefined, string, string]>([
  [undefined, 'running', 'running'],
  [{ code: 0 }, 'ok', 'ended with exit code 0'],
  [{ code: 127 }, 'failed', 'ended with exit code 127'],
  [{ signal: 15 }, 'signal', 'ended by SIGTERM'],
  [{ signal: 11, core: true }, 'signal', 'ended by SIGSEGV (core dumped)'],
  [{ unknown: true }, 'gone', 'ended; the exit code is not known'],
])('a process with exit %j is %s', (exit, state, text) => {
  const row = exit === undefined ? {} : { exit };
  expect([rowState(row), rowStateText(row)]).toEqual([state, text]);
});

function ran(run: Partial<Run>): Pick<Firing, 'run'> {
  return { run: { id: 'r', ruleId: 'a', process: '1:1', label: 'x', state: 'running', startedAt: 0, ...run } };
}

test.each<[string, Partial<Firing>, string, string]>([
  ['a pause', { held: 'paused' }, 'held', 'held: rules were paused'],
  ['an earlier run', { held: 'single-instance' }, 'held', 'held: an earlier run was still under way'],
  ['a storm', { held: 'too-many-runs' }, 'held', 'held: too many actions were under way'],
  ['a run under way', ran({}), 'running', 'running'],
  ['a run being ended', ran({ state: 'ending' }), 'running', 'being ended'],
  ['a good run', ran({ state: 'ended', exit: { code: 0 } }), 'done', 'ended with exit code 0'],
  ['a run that failed', ran({ state: 'ended', exit: { code: 2 } }), 'failed', 'ended with exit code 2'],
  ['a killed run', ran({ state: 'ended', exit: { signal: 9 } }), 'failed', 'ended by SIGKILL'],
  ['a run that never began', ran({ state: 'failed', message: 'not found' }), 'failed', 'could not be started'],
])('%s is told as what it is', (_name, firing, state, text) => {
  const whole: Firing = { ruleId: 'a', form: 'line', at: 0, ...firing };
  expect([firingState(whole), firingText(whole)]).toEqual([state, text]);
});
