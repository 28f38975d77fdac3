import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Action, RunOutput } from '../../../../src/shared/vocabulary';
import { execOf, ruleOf } from '../../../fixtures/rules';
import { createRig, type Rig } from './rig';

let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
});
afterEach(async () => {
  await scope.close();
  expect([...rig.guarded], 'groups that are left').toEqual([]);
});

const shell = (line: string, more: object = {}) => execOf(line, { shell: true, ...more });
const notify: Action = { type: 'notify', at: 'both', silent: false };
const command = { argv: ['make', 'all'] };

describe('An action that is tried', () => {
  test('sees a made-up command, and its end', async () => {
    const line = 'echo "$VIBEROT_PID_TYPE $VIBEROT_COMMAND"; pwd -P; cat; echo over >&2';
    const { run, text, cut } = await rig.actions.tryAction(shell(line), { command, lastsMs: 30 });
    expect(run).toMatchObject({
      trial: true,
      state: 'ended',
      exit: { code: 0 },
      ruleId: 'trial',
      process: '2000000:0',
    });
    expect([text, cut]).toEqual([`synthetic make all\n${rig.home}\nover\n`, false]);
    expect((run.endedAt ?? 0) - run.startedAt).toBeGreaterThanOrEqual(25);
  });

  test('may end before the made-up command, which then ends with it', async () => {
    const before = performance.now();
    const { run } = await rig.actions.tryAction(shell('sleep 60 & exit 3'), { command, lastsMs: 60_000 });
    expect(run).toMatchObject({ exit: { code: 3 } });
    await rig.untilGroupGone(run.pid ?? 0);
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  test('ends when nobody waits for the answer any more', async () => {
    const controller = new AbortController();
    const answer = rig.actions.tryAction(shell('cat'), { command, lastsMs: 60_000, signal: controller.signal });
    await rig.untilState('running', 'trial');
    controller.abort();
    expect(await answer).toMatchObject({ run: { state: 'ended' } });
  });

  test('at the start and at the end is told as one', async () => {
    const { run, text } = await rig.actions.tryAction(notify, { command: { ...command, exitCode: 2 }, lastsMs: 20 });
    expect(run).toMatchObject({ state: 'ended', trial: true });
    expect(text).toMatch(/^trial\nmake all has started\ntrial\nmake all failed after \d+ ms \(exit code 2\)\n$/);
  });

  test('does not count against a rule, nor as a command', async () => {
    const answer = rig.actions.tryRule(ruleOf('rule', { actions: [shell('cat')] }), { command, lastsMs: 20 });
    await rig.untilState('running');
    expect(rig.actions.runsOf('rule')).toBe(0);
    expect(await answer).toHaveLength(1);
  });

  test('that cannot be done says why', async () => {
    const { run } = await rig.actions.tryAction(execOf('nothing'), { command, lastsMs: 1_000 });
    expect(run).toMatchObject({ state: 'failed', message: expect.stringContaining('no nothing in the PATH') });
  });
});

describe('A rule that is tried', () => {
  const texts = (outputs: RunOutput[]) => outputs.map(({ text }) => text);

  test('does all its actions, and answers in their order', async () => {
    const actions = [shell('cat; echo one'), shell('echo two'), notify];
    const outputs = await rig.actions.tryRule(ruleOf('rule', { actions }), { command, lastsMs: 20 });
    expect(texts(outputs).slice(0, 2)).toEqual(['one\n', 'two\n']);
    expect(outputs.map(({ run }) => [run.ruleId, run.trial, run.state])).toEqual(
      Array(3).fill(['rule', true, 'ended']),
    );
  });

  test.each([
    ['exit' as const, {}, '0 20'],
    ['failure' as const, {}, '1 20'],
    ['failure' as const, { exitCode: 7, durationMs: 5_000 }, '7 5000'],
  ])('that waits for the end (%s) gets a command that has ended: %j', async (on, sample, expected) => {
    const actions = [shell('cat; echo $VIBEROT_EXIT_CODE $VIBEROT_DURATION_MS')];
    const trial = { command: { ...command, ...sample }, lastsMs: 20 };
    expect(texts(await rig.actions.tryRule(ruleOf('rule', { on, actions }), trial))).toEqual([`${expected}\n`]);
  });
});

describe('Output', () => {
  test('is kept while the action runs, and afterwards', async () => {
    const watched = rig.match({ path: 'echo first; cat; echo last', shell: true });
    await expect.poll(() => rig.actions.output('run-1')?.text).toBe('first\n');
    expect(rig.actions.output('run-1')?.run.state).toBe('running');
    rig.exit(watched);
    await rig.untilState('ended');
    expect(rig.actions.output('run-1')).toMatchObject({ text: 'first\nlast\n', cut: false, run: { state: 'ended' } });
    expect(rig.actions.output('run-99')).toBeUndefined();
  });

  test('is there when the end of the run is told', async () => {
    let text: string | undefined;
    rig.actions.events.on(({ type, run }) => {
      if (type === 'action.ended') text = rig.actions.output(run.id)?.text;
    });
    rig.match({ path: 'echo', args: ['hello'] });
    await rig.untilState('ended');
    expect(text).toBe('hello\n');
  });

  test('is the last of it when there is much', async () => {
    rig.match({ path: 'seq 100000; echo ü', shell: true });
    await rig.untilState('ended');
    const { text = '', cut } = rig.actions.output('run-1') ?? {};
    expect(cut).toBe(true);
    expect(new TextEncoder().encode(text).length).toBe(16 * 1024);
    expect(text.endsWith('\n99999\n100000\nü\n')).toBe(true);
  });

  test('is kept of the last two hundred that have ended', async () => {
    const actions: Action[] = [{ type: 'log', message: 'x', level: 'info', at: 'start' }];
    for (let n = 0; n < 201; n++) rig.matchRule({ actions });
    await expect.poll(() => rig.actions.counts.value.running).toBe(0);
    expect(rig.actions.output('run-1')).toBeUndefined();
    expect(rig.actions.output('run-2')?.text).toBe('x\n');
    expect(rig.actions.output('run-201')?.text).toBe('x\n');
  });
});
