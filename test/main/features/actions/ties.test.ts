import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { ProcessInfo } from '../../../../src/shared/vocabulary';
import { execOf } from '../../../fixtures/rules';
import { createRig, type Rig } from './rig';

const onLinux = process.platform === 'linux';
if (!onLinux) console.log('Ties by environment are told by Linux only.');

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

describe('Rules leave alone', () => {
  const start = (pid: number, ids: object) =>
    rig.actions.observe({
      type: 'process.started',
      process: { pid, start: 9, argv: ['make'], startedAt: 0, ...ids },
      existing: false,
    });

  test('an action, and what it starts, from the very start', async () => {
    rig.script('actions/play', 'cat');
    rig.match({});
    // The first moment at which a probe could tell anything new.
    await new Promise(setImmediate);
    const pid = [...rig.guarded][0] ?? 0;
    expect(pid).toBeGreaterThan(0);
    expect(start(pid, { sid: pid, pgid: pid })).toEqual({ causes: ['rule'] });
    expect(start(pid + 1, { ppid: pid })).toEqual({ causes: ['rule'] });
    expect(start(pid + 2, { ppid: 1, sid: pid, pgid: 77 })).toEqual({ causes: ['rule'] });
    expect(start(pid + 3, { ppid: 1, sid: 78, pgid: 78 })).toEqual({ causes: [] });
    await rig.untilState('running');
    expect(rig.actions.counts.value).toMatchObject({ running: 1, started: 1 });
  });
});

describe('What cuts every tie to an action', () => {
  /** Started by the action, in a session of its own, its parents gone; with the variables that it was given. */
  async function detached(variables = ''): Promise<ProcessInfo> {
    const lines = `echo $$ > out; echo end >> out; exec sleep 60`;
    rig.script('detached', lines);
    rig.match({ path: `(env ${variables} setsid ./detached >/dev/null 2>&1 &)`, shell: true });
    const pid = Number.parseInt(await rig.read('out'), 10);
    scope.defer(() => void process.kill(pid, 'SIGKILL'));
    return { pid, start: 9, ppid: 1, sid: pid, pgid: pid, argv: ['sleep', '60'], startedAt: 0 };
  }
  const observe = (process: ProcessInfo) =>
    rig.actions.observe({ type: 'process.started', process, existing: false }).causes;

  test.runIf(onLinux)('is told by its environment, and so is what it starts', async () => {
    const daemon = await detached();
    await rig.untilGroupGone((await rig.untilState('ended')).pid ?? 0);
    expect(observe(daemon)).toEqual([]);
    expect(rig.actions.causesOf(daemon)).toEqual(['rule']);
    const child = { ...daemon, pid: 7_000_000, ppid: daemon.pid, sid: 7_000_000, pgid: 7_000_000 };
    expect(observe(child)).toEqual(['rule']);
  });

  test.runIf(onLinux)('is of no action when its environment is that of another VibeRot, or says nothing', async () => {
    const stranger = await detached('VIBEROT_HOME=/elsewhere');
    expect(rig.actions.causesOf(stranger)).toEqual([]);
    expect(rig.actions.causesOf({ ...stranger, pid: process.pid })).toEqual([]);
    expect(rig.actions.causesOf({ ...stranger, pid: 7_000_000 })).toEqual([]);
  });
});

test('An action of an action knows all rules that led to it', async () => {
  rig.matchRule(
    { id: 'second', actions: [execOf('echo "$VIBEROT_CAUSES"', { shell: true })] },
    {},
    { causes: ['first'] },
  );
  const { id, pid = 0 } = await rig.untilState('ended', 'second');
  expect(rig.actions.output(id)?.text).toBe('first,second\n');
  const process = { pid: 7_000_000, start: 1, ppid: pid, argv: ['x'], startedAt: 0 };
  expect(rig.actions.observe({ type: 'process.started', process, existing: false }).causes).toEqual([
    'first',
    'second',
  ]);
});
