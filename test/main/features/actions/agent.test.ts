import { afterEach, beforeEach, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Action } from '../../../../src/shared/vocabulary';
import { createRig, type Rig } from './rig';

let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope, { TOOL: '/bin/sh' });
});
afterEach(() => scope.close());

const variable = (name: string) => ['$', '{', name, '}'].join('');
const start = (more: object = {}): Action => ({
  ...{ type: 'agent', do: 'start', name: 'fixer', command: ['claude'] },
  ...more,
});
const send = (more: object = {}): Action => ({
  ...{ type: 'agent', do: 'send', name: 'fixer', text: '{command} failed', enter: true },
  ...more,
});
const seen = (pid: number, more: object = {}) =>
  rig.actions.observe({
    type: 'process.started',
    process: { pid, start: 9, argv: ['make'], startedAt: 0, ppid: 1, ...more },
    existing: false,
  }).causes;

test('An agent is started, in the folder of the command, and its run ends at once', async () => {
  const action = start({ command: [variable('TOOL'), '-c', 'x'], prompt: '{command} ended with {exit}. Fix it.' });
  rig.matchRule(
    { on: 'failure', actions: [action] },
    { cwd: '/w', argv: ['make', 'a\nb'] },
    { exit: { code: 2 }, endedAt: 2 },
  );
  const run = await rig.untilState('ended');
  expect(run).toMatchObject({ pid: 6_000_000, label: `fixer: ${variable('TOOL')} -c x` });
  const [request] = rig.agents.started;
  expect(request).toMatchObject({ name: 'fixer', command: ['/bin/sh', '-c', 'x'], cwd: '/w' });
  expect(request?.prompt).toBe('make a b ended with 2. Fix it.');
  expect(request?.env).toMatchObject({ VIBEROT_RULE: 'rule', VIBEROT_CAUSES: 'rule', VIBEROT_EXIT_CODE: '2' });
  expect(request?.env).not.toHaveProperty('PATH');
});

test('What it does is known to come from the rule', async () => {
  rig.matchRule({ actions: [start()] }, {}, { causes: ['first'] });
  await rig.untilState('ended');
  expect(seen(6_000_001, { sid: 6_000_000 })).toEqual(['first', 'rule']);
  // It outlives the hub, so the guard leaves it alone.
  expect([...rig.guarded]).toEqual([]);
});

test.each([
  ['~/code', '/home/ada/code'],
  ['work', 'HOME/work'],
  [`${variable('TOOL')}/x`, '/bin/sh/x'],
])('Its folder may be another: %s', async (cwd, folder) => {
  const withHome = createRig(scope, { HOME: '/home/ada', TOOL: '/bin/sh' });
  withHome.matchRule({ actions: [start({ cwd })] });
  await withHome.untilState('ended');
  expect(withHome.agents.started[0]?.cwd).toBe(folder.replace('HOME', withHome.home));
});

test('Text is sent to the agent of a name', async () => {
  rig.matchRule({ actions: [start(), send({ enter: false })] });
  await expect.poll(() => rig.agents.sent).toEqual([{ name: 'fixer', text: 'make all failed', enter: false }]);
});

test.each([
  [send(), 'No agent "fixer" is running.'],
  [start({ command: ['missing'] }), 'missing is not a program.'],
  [start({ command: [variable('NOWHERE')] }), 'The variable NOWHERE is not set'],
])('What cannot be done is told: %j', async (action, message) => {
  rig.matchRule({ actions: [action] });
  expect((await rig.untilState('failed')).message).toContain(message);
});
