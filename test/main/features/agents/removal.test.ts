import { afterEach, describe, expect, test } from 'vitest';
import { fail, ok } from '../../../../src/shared/result';
import { createStage, type Stage, type StageOptions } from './stage';

let stage: Stage;
afterEach(() => stage.scope.close());
const open = async (options?: StageOptions) => {
  stage = await createStage(options);
  return stage;
};

describe('removing', () => {
  const worktree = { repository: '/r', path: '/w/fix', branch: 'fix', base: 'main' };
  const removed: object[] = [];
  const withWorktrees = (files: number) => {
    removed.length = 0;
    return open({
      worktrees: {
        create: async () => ok(worktree),
        changes: async () => ok({ files, commits: 0 }),
        async remove({ path }, options) {
          removed.push({ path, ...options });
          return { ok: true };
        },
      },
    });
  };

  test('ends what runs, and forgets the agent and its terminal', async () => {
    await open();
    const { agent } = await stage.spawn();
    expect(await stage.agents.remove(agent.id, { worktree: false, force: false })).toEqual(ok(undefined));
    expect(stage.agents.state.value).toEqual([]);
    expect(stage.hosts.terminals.value).toEqual([]);
  });

  test('removes the worktree only when asked to', async () => {
    await withWorktrees(0);
    const { agent } = await stage.spawn({ worktree: { branch: 'fix' } });
    await stage.agents.remove(agent.id, { worktree: false, force: false });
    expect(removed).toEqual([]);
    const { agent: other } = await stage.spawn({ worktree: { branch: 'fix' } });
    await stage.agents.remove(other.id, { worktree: true, force: false });
    expect(removed).toEqual([{ path: '/w/fix', force: false }]);
  });

  test('asks about changes before anything ends', async () => {
    await withWorktrees(2);
    const { agent } = await stage.spawn({ worktree: { branch: 'fix' } });
    expect(await stage.agents.remove(agent.id, { worktree: true, force: false })).toMatchObject({
      ...{ ok: false, error: 'dirty', files: 2, message: 'Its worktree has 2 files that are not committed.' },
    });
    expect(stage.now(agent.id).status).not.toBe('exited');
    expect(await stage.agents.remove(agent.id, { worktree: true, force: true })).toEqual(ok(undefined));
    expect(removed).toEqual([{ path: '/w/fix', force: true }]);
  });

  test('leaves a worktree that another agent works in', async () => {
    await withWorktrees(0);
    const { agent } = await stage.spawn({ worktree: { branch: 'fix' } });
    await stage.spawn({ name: 'other', worktree: { branch: 'fix' } });
    expect(await stage.agents.remove(agent.id, { worktree: true, force: true })).toMatchObject({
      message: 'other works in the same worktree. Remove that agent first.',
    });
    expect(removed).toEqual([]);
  });

  test('that fails halfway keeps the agent', async () => {
    await open({
      worktrees: {
        create: async () => ok(worktree),
        changes: async () => ok({ files: 0, commits: 0 }),
        remove: async () => fail('failed', 'It is locked.'),
      },
    });
    const { agent } = await stage.spawn({ worktree: { branch: 'fix' } });
    expect(await stage.agents.remove(agent.id, { worktree: true, force: false })).toMatchObject({
      message: 'It is locked.',
    });
    expect(stage.now(agent.id)).toMatchObject({ status: 'exited' });
  });
});
