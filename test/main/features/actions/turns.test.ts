import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { type ProcessInfo, usualSettings } from '../../../../src/shared/vocabulary';
import { execOf } from '../../../fixtures/rules';
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

const limit = (limits: { runs?: number; waiting?: number }) => {
  rig.settings.value = { ...usualSettings, limits: { ...usualSettings.limits, ...limits } };
};
const types = (id: string) => rig.events.filter(({ run }) => run.id === id).map(({ type }) => type);
const states = () => Object.fromEntries(rig.events.map(({ run }) => [run.id, run.state]));
const untilInputEnds: [object] = [{ path: 'cat', args: [] }];

describe('When as many actions are under way as may be', () => {
  test('others wait, and are started in their order', async () => {
    limit({ runs: 2 });
    const watched = [0, 1, 2, 3].map(() => rig.match(...untilInputEnds));
    await expect
      .poll(states)
      .toEqual({ 'run-1': 'running', 'run-2': 'running', 'run-3': 'waiting', 'run-4': 'waiting' });
    expect(rig.actions.counts.value).toMatchObject({ running: 2, waiting: 2, started: 2, dropped: 0 });
    expect(rig.actions.runsOf('rule')).toBe(4);
    rig.exit(watched[1] as ProcessInfo);
    await expect.poll(() => states()['run-3']).toBe('running');
    expect(types('run-3')).toEqual(['action.waiting', 'action.started']);
    expect(states()['run-4']).toBe('waiting');
    expect(rig.actions.counts.value).toMatchObject({ running: 2, waiting: 1, started: 3 });
  });

  test('a program whose command ends before its turn is dropped', async () => {
    limit({ runs: 1 });
    rig.match(...untilInputEnds);
    const second = rig.match(...untilInputEnds);
    rig.match({ path: 'true' }, {}, 'third');
    rig.exit(second);
    expect(types('run-2')).toEqual(['action.waiting', 'action.ended']);
    expect(rig.events.find(({ run }) => run.id === 'run-2' && run.state === 'dropped')?.run).toMatchObject({
      message: 'The command ended before its turn.',
    });
    expect(rig.actions.counts.value).toMatchObject({ waiting: 1, dropped: 1, failed: 0 });
    expect(rig.actions.runsOf('rule')).toBe(2);
  });

  test('what does not need its command goes on waiting when that has ended', async () => {
    limit({ runs: 1 });
    const first = rig.match(...untilInputEnds);
    const webhook = { type: 'webhook' as const, url: 'https://x/', headers: {}, at: 'start' as const };
    const second = rig.matchRule({ id: 'hook', actions: [{ ...webhook, retries: 0, allowPrivate: false }] });
    const third = rig.matchRule(
      { id: 'exit', on: 'exit', actions: [execOf('true')] },
      {},
      { exit: { code: 0 }, endedAt: 2 },
    );
    for (const watched of [second, third]) rig.exit(watched);
    expect([states()['run-2'], states()['run-3']]).toEqual(['waiting', 'waiting']);
    rig.exit(first);
    await rig.untilState('ended', 'exit');
    await rig.untilState('ended', 'hook');
    expect(rig.http.posted).toHaveLength(1);
  });

  test('what costs neither a process nor a connection does not wait', async () => {
    limit({ runs: 1 });
    rig.match(...untilInputEnds);
    rig.matchRule({ id: 'line', actions: [{ type: 'log', message: 'x', level: 'info', at: 'start' }] });
    await rig.untilState('ended', 'line');
  });

  test('so many wait at most; the others are dropped, counted and told', async () => {
    limit({ runs: 1, waiting: 2 });
    for (let n = 0; n < 6; n++) rig.match(...untilInputEnds);
    expect(rig.actions.counts.value).toMatchObject({ waiting: 2, dropped: 3, waitingAtMost: 2 });
    const dropped = rig.events.filter(({ run }) => run.state === 'dropped').map(({ run }) => run);
    expect(dropped.map(({ id }) => id)).toEqual(['run-4', 'run-5', 'run-6']);
    const message = '2 actions wait for their turn, which is the most (see [limits] in config.toml).';
    expect(dropped[0]).toMatchObject({ message, endedAt: expect.any(Number) });
    const said = () => rig.logged.filter((line) => /dropped/.test(line.message));
    expect(said()).toEqual([{ message: 'An action was dropped', fields: { rule: 'rule', message } }]);
    await expect
      .poll(() => said().at(-1), { timeout: 3_000 })
      .toEqual({ message: 'More actions were dropped', fields: { count: 2 } });
  });

  test('long command lines may not fill the memory while they wait', async () => {
    limit({ runs: 1 });
    const argv = ['x'.repeat(10_000_000)];
    rig.match(...untilInputEnds);
    for (let n = 0; n < 8; n++) rig.match({ path: 'true' }, { argv });
    expect(rig.actions.counts.value).toMatchObject({ waiting: 6, dropped: 2 });
  });

  test('a higher limit in config.toml starts more at once', async () => {
    limit({ runs: 1 });
    for (let n = 0; n < 3; n++) rig.match(...untilInputEnds);
    limit({ runs: 3, waiting: 7 });
    await expect.poll(() => rig.actions.counts.value).toMatchObject({ running: 3, waiting: 0, waitingAtMost: 7 });
  });

  test('what waits when the hub ends is dropped', async () => {
    limit({ runs: 1 });
    for (let n = 0; n < 2; n++) rig.match(...untilInputEnds);
    await scope.close();
    expect(states()).toEqual({ 'run-1': 'ended', 'run-2': 'dropped' });
  });
});

test('ten thousand that wait cost little', async () => {
  limit({ runs: 1 });
  rig.match(...untilInputEnds);
  // Of the processor, as others may use the machine just now.
  const usedMs = () => process.cpuUsage().user / 1_000;
  const before = usedMs();
  const watched = Array.from({ length: 10_000 }, () => rig.match({ path: 'true' }));
  const waited = usedMs() - before;
  expect(rig.actions.counts.value).toMatchObject({ waiting: 10_000, dropped: 0 });
  for (const process of watched) rig.exit(process);
  expect(rig.actions.counts.value).toMatchObject({ waiting: 0, dropped: 10_000 });
  console.log(`10,000 runs: ${waited.toFixed(0)} ms to wait, ${(usedMs() - before - waited).toFixed(0)} ms to drop`);
  expect(usedMs() - before).toBeLessThan(2_000);
});
