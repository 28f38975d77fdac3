import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { agentStarter, agentsHandlers } from '../../../../src/main/features/agents';
import type { Worktrees } from '../../../../src/main/features/agents/worktrees';
import type { Connection } from '../../../../src/main/gateway';
import { createEmitter } from '../../../../src/shared/event';
import { fail, ok } from '../../../../src/shared/result';
import { settle } from '../../../fixtures/fake-clock';
import { createStage, noWorktrees, type Stage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage({ worktrees });
});
afterEach(() => stage.scope.close());

const worktree = { repository: '/r', path: '/w/fix', branch: 'fix', base: 'main' };
const opened: object[] = [];
const worktrees: Partial<Worktrees> = {
  create: async () => ok(worktree),
  changes: async () => ok({ files: 1, commits: 0 }),
  orphans: async (used) => used.map((path) => ({ path, repository: '/r', bytes: 1, dirty: 0, modifiedAt: 0 })),
  removeOrphan: async () => ({ ...fail('dirty', 'It has 2 files that are not committed.'), files: 2, commits: 0 }),
  diff: async (root, base = 'none') => ok({ root, base, files: [] }),
};

function client() {
  const connection: Connection = { frames: createEmitter(), sendFrame() {}, signal: stage.scope.signal };
  const hooks = { states: async () => [], set: async () => fail('failed', 'aider has no hooks.') };
  const editor = {
    async open(place: object) {
      opened.push(place);
      return fail('not-found', 'There is no such file.');
    },
  };
  const { agents } = stage;
  const calls = { agents, hooks, editor, worktrees: { ...noWorktrees, ...worktrees } };
  return createRouterClient(agentsHandlers(calls), { context: { connection } });
}

test('agents are listed, and each change is told', async () => {
  const calls = client();
  const watch = await calls.watch();
  expect(await watch.next()).toMatchObject({ value: [] });
  const { id } = await calls.spawn({ name: 'a' });
  expect(await watch.next()).toMatchObject({ value: [{ id, name: 'a' }] });
  expect(await calls.list()).toMatchObject([{ id }]);
  await calls.update({ id, name: 'b', notes: 'n' });
  expect(await watch.next()).toMatchObject({ value: [{ id, name: 'b', notes: 'n' }] });
  // What it takes to start it again is nobody's business.
  expect(JSON.stringify(await calls.list())).not.toContain('folder');
});

test('a text goes to many, and what became of it is told for each', async () => {
  const calls = client();
  const { id } = await calls.spawn({ name: 'a' });
  const { id: ended } = await calls.spawn({ name: 'b' });
  stage.hosts.terminal(`${ended}.1`).end();
  expect(await calls.send({ ids: [id, ended, 'x'], text: 'hi' })).toEqual([
    { id },
    { id: ended, problem: 'b does not run. Restart it first.' },
    { id: 'x', problem: 'There is no agent x; it was removed.' },
  ]);
  await stage.clock.advance(1_000);
  expect(stage.hosts.terminal(`${id}.1`).typed).toBe('hi\r');
});

test('what cannot be done has a name and a reason', async () => {
  const calls = client();
  const { id } = await calls.spawn({ worktree: { branch: 'fix' } });
  const failures: [Promise<unknown>, object][] = [
    [calls.kill({ id: 'x' }), { code: 'NOT_FOUND', data: { id: 'x' } }],
    [calls.spawn({ profile: 'x' }), { code: 'CANNOT_START', data: { reason: expect.stringContaining('no profile') } }],
    [
      calls.remove({ id, worktree: 'remove' }),
      { code: 'DIRTY', data: { files: 1, lost: 'Its worktree has 1 file that is not committed.' } },
    ],
    [
      calls.removeOrphan({ path: '/w/fix' }),
      { code: 'FAILED', message: 'The agent Shell uses it. Remove it together with the agent.' },
    ],
    [calls.removeOrphan({ path: '/w/old' }), { code: 'DIRTY', data: { files: 2 } }],
    [calls.setHooks({ tool: 'aider', on: true }), { code: 'FAILED', data: { reason: 'aider has no hooks.' } }],
    [calls.openFile({ id, path: 'a.ts', line: 3 }), { code: 'FAILED', message: 'There is no such file.' }],
  ];
  for (const [call, error] of failures) await expect(call).rejects.toMatchObject(error);
  expect(opened).toEqual([{ path: 'a.ts', line: 3, cwd: '/w/fix' }]);
});

test('the diff and the orphans of worktrees know what agents use', async () => {
  const calls = client();
  const { id } = await calls.spawn({ worktree: { branch: 'fix' } });
  expect(await calls.diff({ id })).toMatchObject({ root: '/w/fix', base: 'main' });
  await calls.spawn({ cwd: '/else' });
  const paths = (await calls.orphans()).map(({ path }) => path);
  expect(new Set(paths)).toEqual(new Set(['/w/fix', '/else']));
});

test('rules reach agents by their name: the newest that runs', async () => {
  const starter = agentStarter(stage.agents);
  const ended: string[] = [];
  const start = (name: string) =>
    starter.start({
      ...{ name, command: ['claude'], cwd: undefined, env: {}, prompt: undefined },
      onExit: () => ended.push(name),
    });
  const typed = async () => {
    await stage.clock.advance(1_000);
    return stage.hosts.opened.map((terminal) => terminal.typed);
  };
  expect(await start('fixer')).toEqual(ok({ pid: 7_000_001 }));
  await start('fixer');
  await start('other');
  starter.send('fixer', 'one', { enter: false });
  expect(await typed()).toEqual(['', 'one', '']);
  stage.hosts.opened[1]?.end();
  expect(ended).toEqual(['fixer']);
  starter.send('fixer', 'two', { enter: false });
  expect(await typed()).toEqual(['two', 'one', '']);
  stage.hosts.opened[0]?.end();
  await settle();
  expect(starter.send('fixer', 'three', { enter: true })).toMatchObject({
    message: 'No agent "fixer" is running. An action with start = […] starts one.',
  });
});
