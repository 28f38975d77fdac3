import { afterEach, expect, test } from 'vitest';
import type { Terminal } from '../../../../src/shared/vocabulary';
import { settle } from '../../../fixtures/fake-clock';
import { createFakeTerminalHosts } from '../../../fixtures/fake-terminal-hosts';
import { createStage, type Disk, type Stage } from './stage';

let stage: Stage;
afterEach(() => stage.scope.close());

/** A hub has these agents, then ends; the next one finds these terminals. */
async function next(before: (stage: Stage) => Promise<void>, left: (terminals: readonly Terminal[]) => Terminal[]) {
  const first = await createStage();
  await before(first);
  await first.scope.close();
  const hosts = createFakeTerminalHosts(left(first.hosts.terminals.value));
  stage = await createStage({ disk: first.disk, hosts });
  return stage;
}

test('agents that run go on, with all that is known of them', async () => {
  await next(
    async (first) => {
      const { agent } = await first.spawn({ name: 'a', group: 'g', notes: 'n', command: ['claude'] });
      await first.hook(agent.id, { tool: 'claude', type: 'asks', text: 'May I?', session: 's' });
      await first.spawn({ name: 'b' });
    },
    (terminals) => [...terminals],
  );
  const [a, b] = stage.agents.state.value;
  expect(a).toMatchObject({ name: 'a', group: 'g', notes: 'n', resumeId: 's', pid: 7_000_001 });
  expect(a).toMatchObject({ status: 'needs-input', statusSource: 'hook', statusText: 'May I?' });
  expect(b).toMatchObject({ name: 'b', pid: 7_000_002 });
  expect(stage.events).toEqual([]);
  expect(stage.news).toEqual([]);
  // They can be written to, and their end is noticed.
  expect(stage.agents.send(a?.id ?? '', 'yes', { enter: false })).toMatchObject({ ok: true });
  const terminal = stage.hosts.terminal(b?.terminal);
  terminal.end({ code: 4 });
  expect(stage.now(b?.id ?? '')).toMatchObject({ status: 'exited', exit: { code: 4 } });
});

test('what ended meanwhile has ended as it did', async () => {
  await next(
    async (first) => void (await first.spawn({ name: 'a' })),
    (terminals) => terminals.map((terminal) => ({ ...terminal, exit: { code: 7 } })),
  );
  expect(stage.agents.state.value).toMatchObject([{ name: 'a', status: 'exited', exit: { code: 7 }, lost: false }]);
});

test('what has no terminal any more is lost, and not started again', async () => {
  await next(
    async (first) => void (await first.spawn({ name: 'a', autoRestart: 'always' })),
    () => [],
  );
  const [agent] = stage.agents.state.value;
  expect(agent).toMatchObject({ status: 'exited', exit: { unknown: true }, lost: true, unseen: true });
  expect(agent?.terminal).toBeUndefined();
  await stage.clock.advance(120_000);
  expect(stage.hosts.opened).toEqual([]);
  // It can be, though, and its next terminal has another id than any before.
  await stage.agents.restart(agent?.id ?? '', {});
  expect(stage.now(agent?.id ?? '')).toMatchObject({ lost: false, terminal: `${agent?.id}.2` });
});

test('a terminal that nobody knows becomes an agent, under the id that it was started with', async () => {
  const left: Terminal = { id: 'k3f9-2m.4', pid: 12, cwd: '/w', cols: 80, rows: 24, startedAt: 5, title: 'vim' };
  stage = await createStage({ hosts: createFakeTerminalHosts([left]) });
  const [agent] = stage.agents.state.value;
  expect(agent).toMatchObject({ id: 'k3f9-2m', name: 'vim', terminal: 'k3f9-2m.4', pid: 12, cwd: '/w' });
  stage.hosts.terminal('k3f9-2m.4').end();
  expect(stage.now('k3f9-2m').status).toBe('exited');
});

test('an ended one that nobody knows is removed', async () => {
  const left: Terminal = { id: 'k3f9-2m.4', pid: 12, cwd: '/w', cols: 80, rows: 24, startedAt: 5, exit: { code: 0 } };
  stage = await createStage({ hosts: createFakeTerminalHosts([left]) });
  expect(stage.agents.state.value).toEqual([]);
  expect(stage.hosts.terminals.value).toEqual([]);
});

test('whatever is asked before the terminals of before are known waits for that', async () => {
  stage = await createStage({ waits: true });
  const spawned = stage.agents.spawn({});
  await stage.clock.advance(10_000);
  expect(stage.hosts.opened).toEqual([]);
  stage.hosts.makeReady();
  expect(await spawned).toMatchObject({ ok: true });
});

test('when a terminal host dies, its agents are lost, and ended ones have no terminal any more', async () => {
  stage = await createStage();
  const { agent } = await stage.spawn({ autoRestart: 'always' });
  const { agent: ended, terminal } = await stage.spawn();
  terminal.end({ code: 2 });
  stage.hosts.die();
  expect(stage.now(agent.id)).toMatchObject({ status: 'exited', lost: true, exit: { unknown: true } });
  expect(stage.now(ended.id)).toMatchObject({ status: 'exited', lost: false, exit: { code: 2 } });
  expect(stage.now(ended.id).terminal).toBeUndefined();
  expect(stage.agents.counts.value.alive).toBe(0);
  await stage.clock.advance(120_000);
  expect(stage.hosts.opened).toHaveLength(2);
});

test('what only flickers is not written to the disk at each change', async () => {
  const disk: Disk = new Map();
  let writes = 0;
  const set = disk.set.bind(disk);
  disk.set = (name, value) => {
    writes++;
    return set(name, value);
  };
  stage = await createStage({ disk });
  const { terminal } = await stage.spawn({ command: ['make'] });
  const before = writes;
  for (let percent = 0; percent < 100; percent++) terminal.signal({ type: 'progress', state: 'running', percent });
  for (let n = 0; n < 50; n++) terminal.signal({ type: 'title', title: String(n) });
  expect(writes - before).toBeLessThan(5);
});

test('a file that could not be read is told', async () => {
  stage = await createStage({ problem: 'agents.json could not be read.' });
  expect(stage.agents.notices.value).toEqual([
    { id: 'agents-file', severity: 'warning', message: 'agents.json could not be read.' },
  ]);
});

test('an agent that was taken for lost goes on when its terminal is found after all', async () => {
  let left: readonly Terminal[] = [];
  await next(
    async (first) => {
      await first.spawn({ name: 'a' });
      left = first.hosts.terminals.value;
    },
    () => [],
  );
  const [lost] = stage.agents.state.value;
  expect(lost).toMatchObject({ name: 'a', status: 'exited', lost: true });
  for (const terminal of left) stage.hosts.find(terminal);
  stage.hosts.find({ id: 'foreign', pid: 5, cwd: '/', cols: 80, rows: 24, startedAt: 0 });
  await settle();
  expect(stage.agents.state.value).toMatchObject([
    { id: lost?.id, name: 'a', status: 'working', lost: false, pid: left[0]?.pid, terminal: left[0]?.id },
    { pid: 5, terminal: 'foreign' },
  ]);
  stage.hosts.terminal(left[0]?.id).end({ code: 3 });
  expect(stage.now(lost?.id ?? '')).toMatchObject({ status: 'exited', exit: { code: 3 } });
});
