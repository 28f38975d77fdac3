import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Estimate, Exit, ProcessInfo } from '../../../../src/shared/vocabulary';
import { settle } from '../../../fixtures/fake-clock';
import { matchOf, ruleOf, runOf } from '../../../fixtures/rules';
import { anything, historyFile, openDatabase } from '../../node/history/stage';
import { createStage, processOf, type Stage } from './stage';

let scope: Scope;
let stage: Stage;
beforeEach(async () => {
  scope = createScope();
  stage = createStage(scope);
  await settle();
});
afterEach(() => scope.close());

const start = (process: ProcessInfo, about: { ofAction?: boolean; agent?: string; existing?: boolean } = {}) =>
  stage.history.record(
    { type: 'process.started', process, existing: about.existing ?? false },
    { ofAction: about.ofAction ?? false, agent: about.agent },
  );
const end = (pid: number, exit: Exit = { code: 0 }, endedAt = 1_000_000 + pid + 50) =>
  stage.history.record({ type: 'process.exited', key: `${pid}:${pid}`, pid, exit, endedAt }, { ofAction: false });

async function entries() {
  const listed = await stage.history.list({ filter: anything, limit: 100 });
  if (!listed.ok) throw new Error(listed.message);
  return listed.value.entries;
}
const commands = async () => (await entries()).map(({ command }) => command);

async function firings() {
  const listed = await stage.history.firings({ limit: 100 });
  return listed.ok ? listed.value.firings : [];
}

describe('what is remembered', () => {
  test('a command with its end, its folder and where it comes from', async () => {
    start(processOf(5, ['npm', 'test']), { agent: 'Codex', ofAction: true });
    end(5, { code: 3 });
    expect(await entries()).toEqual([
      {
        ...{ id: 1, key: '5:5', command: 'npm test', program: 'npm', cwd: '/home/me', uid: 1000, agent: 'Codex' },
        ...{ startedAt: 1_000_005, endedAt: 1_000_055, exit: { code: 3 }, firings: 0, ofAction: true },
      },
    ]);
  });

  test('its end also when it comes long after its start', async () => {
    start(processOf(5, ['make']));
    await stage.clock.advance(60_000);
    end(5);
    await stage.clock.advance(1_000);
    expect(await entries()).toMatchObject([{ command: 'make', exit: { code: 0 } }]);
  });

  test('the end of what an earlier hub saw starting, but not of another process with its number', async () => {
    start(processOf(5, ['make']));
    start(processOf(6, ['sleep', '9']));
    await stage.clock.advance(1_000);
    const next = createStage(scope, {}, { file: stage.file });
    await settle();
    const found = (pid: number, startedAt: number) => {
      const process = processOf(pid, ['make'], { startedAt });
      next.history.record({ type: 'process.started', process, existing: true }, { ofAction: false });
      const ended = { key: `${pid}:${pid}`, pid, exit: { code: 0 }, endedAt: 1_200_000 };
      next.history.record({ type: 'process.exited', ...ended }, { ofAction: false });
    };
    found(5, 1_000_005);
    found(6, 1_100_000);
    await next.clock.advance(1_000);
    expect((await entries()).map(({ key, endedAt }) => [key, endedAt])).toEqual([
      ['6:6', undefined],
      ['5:5', 1_200_000],
    ]);
  });

  test('not what ran before we looked, and no threads of the kernel, but what was gone too soon to be read', async () => {
    start(processOf(1, ['systemd']), { existing: true });
    start(processOf(2, [], { comm: 'kthreadd' }));
    start(processOf(3, [], { comm: 'true', lost: true }));
    end(1);
    expect(await commands()).toEqual(['[true]']);
  });

  test('what was typed, as far as it is no secret', async () => {
    start(processOf(5, ['mysql', '--password', 'hunter2', 'db']));
    stage.history.record(
      { type: 'process.described', key: '5:5', typed: 'mysql --password hunter2 db | less' },
      { ofAction: false },
    );
    expect(await entries()).toMatchObject([
      { command: 'mysql --password ••• db', typed: 'mysql --password ••• db | less' },
    ]);
  });

  test('it is stored within half a second, without anybody asking', async () => {
    start(processOf(5, ['make']));
    await stage.clock.advance(499);
    expect(stage.history.status.value.entries).toBe(0);
    await stage.clock.advance(1);
    await stage.clock.advance(5_000);
    expect(stage.history.status.value.entries).toBe(1);
  });

  test('the end stores the rest', async () => {
    const file = historyFile(scope);
    const inner = scope.child();
    stage = createStage(inner, {}, { file });
    await settle();
    start(processOf(5, ['make']));
    await inner.close();
    expect(openDatabase(scope, file).list({ filter: anything, limit: 9 }).entries).toMatchObject([{ command: 'make' }]);
  });
});

describe('masking', () => {
  test('patterns of the settings mask what they match, or their first group, from now on', async () => {
    start(processOf(1, ['deploy', 'acme-1234', '--as', 'me']));
    stage.change({ mask: ['acme-\\d+', '--as (\\w+)', '(broken'], maskKnown: false });
    start(processOf(2, ['deploy', 'acme-1234', '--as me', '--token=x']));
    expect(await commands()).toEqual(['deploy ••• --as ••• --token=x', 'deploy acme-1234 --as me']);
  });

  test('a command is found by its arguments as they were, too', async () => {
    const argv = ['curl', '--token', 'abc', 'two words'];
    start(processOf(5, argv));
    start(processOf(6, ['curl']));
    const listed = await stage.history.list({ filter: { ...anything, argv }, limit: 100 });
    expect(listed.ok && listed.value.entries).toMatchObject([{ command: 'curl --token ••• two words' }]);
  });

  test('a hostile pattern takes no time', async () => {
    stage.change({ mask: ['(a+)+$', '(a|a)*b', '(.*)*x'] });
    const begin = performance.now();
    start(processOf(1, ['tool', 'a'.repeat(10_000)]));
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});

describe('firings', () => {
  test('a hold and an action are told, with the end of its output and without secrets', async () => {
    const process = processOf(5, ['npm', 'test', '--token', 'abc']);
    start(process);
    const match = matchOf(ruleOf('r'), process);
    stage.history.decided(match);
    stage.history.decided({ ...match, type: 'rule.held', rule: ruleOf('other'), reason: 'cooldown' });
    const run = runOf('r', '5:5', { state: 'waiting', label: 'notify --token abc' });
    stage.history.ran(run);
    await stage.clock.advance(500);
    stage.history.ran({ ...run, state: 'ended', exit: { code: 1 }, endedAt: 9 }, 'curl -H "Authorization: Bearer x"');
    expect(await firings()).toMatchObject([
      {
        ...{ ruleId: 'r', command: 'npm test --token •••', label: 'notify --token •••', state: 'ended' },
        output: 'curl -H "Authorization: Bearer •••"',
      },
      { ruleId: 'other', held: 'cooldown', command: 'npm test --token •••' },
    ]);
    expect(await entries()).toMatchObject([{ firings: 2 }]);
  });

  test('of a long output the last whole lines are kept', async () => {
    const lines = Array.from({ length: 1_000 }, (_, index) => `--token secret-${index}`);
    stage.history.ran(runOf('r', '5:5', { state: 'ended' }), lines.join('\n'));
    const [{ output } = {}] = await firings();
    expect(output?.length).toBeLessThan(4_000);
    expect(output).toMatch(/^(--token •••\n)+--token •••$/);
  });

  test('an action that was only tried is not remembered', async () => {
    stage.history.ran(runOf('r', '5:5', { trial: true }));
    expect(await firings()).toEqual([]);
  });
});

describe('without a database', () => {
  test('the reason is told, it is tried again, and what happened meanwhile is stored', async () => {
    start(processOf(1, ['one']));
    await stage.clock.advance(500);
    stage.broken = 'The disk is full.';
    start(processOf(2, ['two']));
    await stage.clock.advance(500);
    expect(stage.history.status.value).toMatchObject({ state: 'unavailable', why: 'The disk is full.' });
    expect(await stage.history.list({ filter: anything, limit: 1 })).toMatchObject({ message: 'The disk is full.' });
    start(processOf(3, ['three']));
    end(2);
    stage.broken = undefined;
    await stage.clock.advance(30_000);
    expect(stage.history.status.value.state).toBe('open');
    expect(stage.history.status.value).not.toHaveProperty('why');
    expect(await commands()).toEqual(['three', 'two', 'one']);
    expect(stage.history.status.value.lost).toBe(0);
  });

  test('what memory has no room for is lost, and counted', async () => {
    stage = createStage(scope, {}, { bounds: { changes: 3, bytes: 1_000_000 } });
    await settle();
    stage.broken = 'It broke.';
    for (let pid = 1; pid <= 5; pid++) start(processOf(pid, [`tool-${pid}`]));
    await stage.clock.advance(500);
    for (let pid = 6; pid <= 8; pid++) start(processOf(pid, [`tool-${pid}`]));
    stage.broken = undefined;
    await stage.clock.advance(40_000);
    expect(await commands()).toEqual(['tool-8', 'tool-7', 'tool-6', 'tool-3', 'tool-2', 'tool-1']);
    expect(stage.history.status.value.lost).toBe(2);
  });
});

describe('settings', () => {
  test('the history can be turned off and on', async () => {
    start(processOf(1, ['one']));
    stage.change({ enabled: false });
    await settle();
    await stage.clock.advance(1_000);
    expect(stage.history.status.value.state).toBe('off');
    start(processOf(2, ['two']));
    expect(await stage.history.list({ filter: anything, limit: 1 })).toMatchObject({
      message: expect.stringContaining('config.toml'),
    });
    stage.change({ enabled: true });
    await settle();
    start(processOf(3, ['three']));
    expect(await commands()).toEqual(['three', 'one']);
  });

  test('turned off from the start, no file is made', async () => {
    const opened = createStage(scope, { enabled: false });
    await settle();
    expect(opened.opened).toBe(0);
    expect(opened.history.status.value.state).toBe('off');
  });

  test('what is older than is kept goes, also when the setting changes', async () => {
    start(processOf(1, ['old'], { startedAt: stage.clock.nowMs() - 40 * 86_400_000 }));
    start(processOf(2, ['week'], { startedAt: stage.clock.nowMs() - 7 * 86_400_000 }));
    start(processOf(3, ['new']));
    await stage.clock.advance(500);
    await stage.clock.advance(120_000);
    start(processOf(4, ['newer']));
    await stage.clock.advance(500);
    expect(await commands()).toEqual(['newer', 'new', 'week']);
    stage.change({ keepDays: 3 });
    start(processOf(5, ['newest']));
    await stage.clock.advance(500);
    expect(await commands()).toEqual(['newest', 'newer', 'new']);
  });

  test('what is beyond the bytes goes, the oldest first', async () => {
    stage.change({ keepBytes: 500_000 });
    for (let pid = 1; pid <= 6_000; pid++) start(processOf(pid, ['tool', `--option-${pid}`, 'x'.repeat(100)]));
    await stage.history.list({ filter: anything, limit: 1 });
    for (let round = 0; round < 60; round++) {
      start(processOf(10_000 + round, ['last']));
      await stage.clock.advance(1_000);
    }
    expect(stage.history.status.value.bytes).toBeLessThanOrEqual(500_000);
    expect((await entries())[0]?.command).toBe('last');
    expect(stage.history.status.value.entries).toBeGreaterThan(300);
  });
});

describe('estimates', () => {
  function told(): [string, Estimate][] {
    const all: [string, Estimate][] = [];
    stage.history.estimates.on(({ key, estimate }) => all.push([key, estimate]));
    return all;
  }

  test('a command that still runs after two seconds gets one, if it ran before', async () => {
    const seen = told();
    for (const pid of [1, 2]) {
      start(processOf(pid, ['npm', 'test']));
      end(pid, { code: 0 }, 1_000_000 + pid + 3_000);
    }
    await stage.clock.advance(10_000);
    start(processOf(3, ['npm', 'test']));
    start(processOf(4, ['npm', 'test']));
    start(processOf(5, ['never', 'before']));
    await stage.clock.advance(1_900);
    end(4);
    expect(seen).toEqual([]);
    await stage.clock.advance(200);
    expect(seen).toEqual([['3:3', { durationsMs: [3_000, 3_000], basis: 'folder' }]]);
  });

  test('a storm of long commands is looked up little by little', async () => {
    const seen = told();
    start(processOf(1, ['npm', 'test']));
    end(1);
    await stage.clock.advance(1_000);
    for (let pid = 100; pid < 200; pid++) start(processOf(pid, ['npm', 'test']));
    await stage.clock.advance(2_010);
    expect(seen).toHaveLength(10);
    await stage.clock.advance(3_000);
    expect(seen).toHaveLength(100);
  });
});
