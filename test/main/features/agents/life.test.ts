import { afterEach, describe, expect, test } from 'vitest';
import type { EndedRun, Sequel } from '../../../../src/main/features/agents';
import { settle } from '../../../fixtures/fake-clock';
import { createStage, type Stage, type StageOptions } from './stage';

let stage: Stage;
afterEach(() => stage.scope.close());
const open = async (options?: StageOptions) => {
  stage = await createStage(options);
  return stage;
};

test('an end is told once, with how it was', async () => {
  await open();
  const { agent, terminal } = await stage.spawn({ name: 'a', command: ['make'] });
  terminal.end({ code: 3 });
  expect(stage.now(agent.id)).toMatchObject({
    status: 'exited',
    statusSource: 'process',
    exit: { code: 3 },
    lost: false,
  });
  expect(stage.now(agent.id).pid).toBeUndefined();
  const about = { agent: agent.id, name: 'a' };
  const ends = stage.events.filter(({ type }) => type !== 'agent.status');
  expect(ends).toEqual([
    { type: 'agent.started', ...about, pid: terminal.pid, command: ['make'] },
    { type: 'agent.exited', ...about, pid: terminal.pid, exit: { code: 3 } },
  ]);
});

test('a shell tells where it is, and what its command ended by', async () => {
  await open();
  const { terminal } = await stage.spawn({ name: 'sh' });
  const heard: unknown[] = [];
  stage.agents.prompts.on(({ agent, ...prompt }) => heard.push({ of: agent.name, ...prompt }));
  terminal.signal({ type: 'prompt', mark: 'command-started' });
  terminal.signal({ type: 'prompt', mark: 'command-ended', exitCode: 3 });
  expect(heard).toMatchObject([
    { of: 'sh', mark: 'command-started' },
    { of: 'sh', mark: 'command-ended', exitCode: 3 },
  ]);
});

test('what runs in the terminal tells about itself: title, folder, progress, last line', async () => {
  await open();
  const { agent, terminal } = await stage.spawn({ command: ['make'] });
  terminal.show('$ make', 'all done  ', '');
  terminal.signal({ type: 'output' });
  terminal.signal({ type: 'title', title: 'making' });
  terminal.signal({ type: 'cwd', cwd: '/else' });
  terminal.signal({ type: 'progress', state: 'running', percent: 40 });
  terminal.signal({ type: 'settled' });
  await stage.clock.advance(1_000);
  expect(stage.now(agent.id)).toMatchObject({ title: 'making', cwd: '/else', progress: 40, lastLine: 'all done' });
  terminal.signal({ type: 'progress', state: 'none' });
  expect(stage.now(agent.id).progress).toBeUndefined();
});

describe('a restart', () => {
  test('runs the same command in the folder that it began in, in a new terminal', async () => {
    await open();
    const { agent, terminal } = await stage.spawn({ command: ['make', 'all'], cwd: '/w', env: { A: 'b' } });
    terminal.signal({ type: 'cwd', cwd: '/else' });
    terminal.end({ code: 1 });
    const restarted = await stage.agents.restart(agent.id, { size: { cols: 80, rows: 24 } });
    await settle();
    expect(restarted).toMatchObject({ ok: true, value: { id: agent.id, terminal: `${agent.id}.2`, cwd: '/w' } });
    const again = stage.hosts.terminal(`${agent.id}.2`);
    expect(again.request).toMatchObject({ file: 'make', args: ['all'], cwd: '/w', size: { cols: 80, rows: 24 } });
    expect(again.request.env).toMatchObject({ A: 'b', VIBEROT_AGENT_ID: agent.id });
    expect(stage.hosts.terminals.value.map(({ id }) => id)).toEqual([`${agent.id}.2`]);
    expect(stage.now(agent.id).exit).toBeUndefined();
  });

  test('ends what runs first', async () => {
    await open({ policy: { sequel: async () => ({ againAfterMs: 1_000 }) } });
    const { agent } = await stage.spawn({ autoRestart: 'always' });
    await stage.agents.restart(agent.id, {});
    await stage.clock.advance(120_000);
    expect(stage.hosts.opened).toHaveLength(2);
    expect(stage.now(agent.id).restarts).toBe(0);
  });

  test.each<[string[], boolean, string[]]>([
    [['claude', '--model', 'x'], true, ['--resume', 's-1']],
    [['claude', '--model', 'x'], false, ['--model', 'x']],
    [['make', 'all'], true, ['all']],
  ])('of %j with resume %s has the arguments %j', async (command, resume, args) => {
    await open();
    const { agent } = await stage.spawn({ command });
    const event = { tool: 'claude', type: 'session-started', session: 's-1' } as const;
    await stage.hook(agent.id, event);
    expect(stage.now(agent.id).resumeId).toBe('s-1');
    await stage.agents.restart(agent.id, { resume });
    expect(stage.hosts.opened.at(-1)?.request.args).toEqual(args);
  });

  test('that is not possible says why, and leaves the agent as it was', async () => {
    await open();
    const { agent, terminal } = await stage.spawn();
    terminal.end();
    stage.hosts.refuse = 'The folder is gone.';
    expect(await stage.agents.restart(agent.id, {})).toMatchObject({ ok: false, message: 'The folder is gone.' });
    expect(stage.now(agent.id)).toMatchObject({ status: 'exited', exit: { code: 0 }, terminal: `${agent.id}.1` });
  });
});

describe('it is started again by itself', () => {
  const restartsAfter = async (ms: number) => {
    await stage.clock.advance(ms);
    return stage.hosts.opened.length - 1;
  };
  const again: StageOptions = { policy: { sequel: async () => ({ againAfterMs: 1_000 }) } };

  test('after the pause that is said, with what is told people about it', async () => {
    await open({ policy: { sequel: async () => ({ againAfterMs: 4_000, text: 'Soon.' }) } });
    const { agent, terminal } = await stage.spawn();
    terminal.end({ code: 1 });
    expect(await restartsAfter(3_999)).toBe(0);
    expect(stage.now(agent.id).statusText).toBe('Soon.');
    expect(await restartsAfter(1)).toBe(1);
    expect(stage.now(agent.id)).toMatchObject({ restarts: 1, statusText: undefined });
  });

  test('or left at that, with a word', async () => {
    await open({ policy: { sequel: async () => ({ text: 'It ended too often.' }) } });
    const { agent, terminal } = await stage.spawn({ autoRestart: 'always' });
    terminal.end();
    expect(await restartsAfter(600_000)).toBe(0);
    expect(stage.now(agent.id)).toMatchObject({ status: 'exited', statusText: 'It ended too often.' });
  });

  test('as often as it is said, and what that had to remember is there until a person starts it', async () => {
    const ends: EndedRun[] = [];
    const sequel = async (ended: EndedRun) => ({ againAfterMs: 1_000, memory: ends.push(ended) });
    await open({ policy: { sequel } });
    const { agent } = await stage.spawn({ autoRestart: 'on-failure' });
    const end = () => stage.hosts.opened.at(-1)?.end({ code: ends.length });
    await stage.clock.advance(500);
    end();
    await restartsAfter(1_000);
    end();
    await restartsAfter(1_000);
    await stage.agents.restart(agent.id, {});
    end();
    await restartsAfter(1_000);
    expect(ends).toMatchObject([
      { agent: { id: agent.id, autoRestart: 'on-failure' }, exit: { code: 0 }, ranMs: 500, memory: undefined },
      { exit: { code: 1 }, memory: 1 },
      { exit: { code: 2 }, memory: undefined },
    ]);
  });

  test('never so fast that it keeps the machine busy', async () => {
    await open({ policy: { sequel: async () => ({ againAfterMs: 0 }) } });
    const { terminal } = await stage.spawn();
    terminal.end();
    expect(await restartsAfter(99)).toBe(0);
    expect(await restartsAfter(1)).toBe(1);
  });

  test('but not when a person has started it while that was decided', async () => {
    let decide = (_: Sequel) => {};
    const decided = new Promise<Sequel>((resolve) => (decide = resolve));
    await open({ policy: { sequel: () => decided } });
    const { agent, terminal } = await stage.spawn();
    terminal.end();
    await stage.agents.restart(agent.id, {});
    decide({ againAfterMs: 1_000, text: 'Soon.' });
    expect(await restartsAfter(120_000)).toBe(1);
    expect(stage.now(agent.id)).toMatchObject({ restarts: 0, statusText: undefined });
  });

  test('with its session, if the tool can', async () => {
    await open(again);
    const { agent, terminal } = await stage.spawn({ command: ['codex'], autoRestart: 'on-failure' });
    await stage.hook(agent.id, { tool: 'codex', type: 'prompted', session: 'c-1' });
    terminal.end({ signal: 9 });
    await restartsAfter(1_000);
    expect(stage.hosts.opened.at(-1)?.request.args).toEqual(['resume', 'c-1']);
  });

  test.each<[string, (id: string) => unknown]>([
    ['killed', (id) => stage.agents.kill(id)],
    ['killed with all others', () => stage.agents.killAll()],
    ['told not to', (id) => stage.agents.update(id, { autoRestart: 'never' })],
    ['removed', (id) => stage.agents.remove(id, { worktree: false, force: false })],
  ])('but not when it was %s while it waited for that', async (_, act) => {
    await open(again);
    const { agent, terminal } = await stage.spawn({ autoRestart: 'always' });
    terminal.end();
    await settle();
    await act(agent.id);
    expect(await restartsAfter(120_000)).toBe(0);
  });
});

describe('a kill', () => {
  test('ends its processes, and is no news and no reason to start it again', async () => {
    await open({ policy: { sequel: async () => ({ againAfterMs: 1_000 }) } });
    const { agent } = await stage.spawn({ autoRestart: 'always' });
    expect(await stage.agents.kill(agent.id)).toMatchObject({
      ok: true,
      value: { status: 'exited', exit: { signal: 1 } },
    });
    await stage.clock.advance(120_000);
    expect(stage.hosts.opened).toHaveLength(1);
    expect(stage.news).toEqual([]);
    expect(stage.now(agent.id).unseen).toBe(false);
  });

  test('of all counts those that ran', async () => {
    await open();
    await stage.spawn();
    (await stage.spawn()).terminal.end();
    await stage.spawn();
    expect(await stage.agents.killAll()).toBe(2);
    expect(stage.agents.counts.value).toEqual({ alive: 0, working: 0, wanting: 0 });
  });
});

test('names, groups, notes and the policy can be changed, one without the others', async () => {
  await open();
  const { agent } = await stage.spawn({ group: 'web', notes: 'n' });
  stage.agents.update(agent.id, { name: 'other' });
  expect(stage.now(agent.id)).toMatchObject({ name: 'other', group: 'web', notes: 'n', autoRestart: 'never' });
  stage.agents.update(agent.id, { group: '', notes: '', autoRestart: 'always' });
  expect(stage.now(agent.id)).toMatchObject({ name: 'other', notes: '', autoRestart: 'always' });
  expect(stage.now(agent.id).group).toBeUndefined();
});

test('of an agent that is not there all say so', async () => {
  await open();
  const none = { ok: false, error: 'not-found', message: 'There is no agent x; it was removed.' };
  expect(stage.agents.send('x', 'a', { enter: true })).toEqual(none);
  expect(stage.agents.update('x', {})).toEqual(none);
  expect(await stage.agents.wait('x', ['exited'], {})).toEqual(none);
  expect(await stage.agents.restart('x', {})).toEqual(none);
  expect(await stage.agents.kill('x')).toEqual(none);
  expect(await stage.agents.remove('x', { worktree: false, force: false })).toEqual(none);
});
