import { afterEach, describe, expect, test } from 'vitest';
import { createStage, type Stage, type StageOptions } from './stage';

let stage: Stage;
afterEach(() => stage.scope.close());
const open = async (options?: StageOptions) => {
  stage = await createStage(options);
  return stage;
};

describe('waiting', () => {
  test('ends at once when it has the status already', async () => {
    await open();
    const { agent, terminal } = await stage.spawn();
    terminal.end();
    expect(await stage.agents.wait(agent.id, ['exited'], {})).toMatchObject({ value: { reached: true } });
  });

  test.each<[string, (id: string) => unknown, boolean]>([
    ['it has it', () => stage.hosts.opened[0]?.end(), true],
    ['the time is over', () => stage.clock.pass(5_000), false],
    ['it is removed', (id) => stage.agents.remove(id, { worktree: false, force: false }), true],
  ])('ends when %s', async (_, act, reached) => {
    await open();
    const { agent } = await stage.spawn();
    const waited = stage.agents.wait(agent.id, ['exited'], { timeoutMs: 5_000 });
    await act(agent.id);
    expect(await waited).toMatchObject({ ok: true, value: { reached } });
    expect(stage.clock.pending).toBeLessThanOrEqual(1);
  });

  test('ends with whoever waits', async () => {
    await open();
    const { agent } = await stage.spawn();
    const leaving = new AbortController();
    const waited = stage.agents.wait(agent.id, ['failed'], { signal: leaving.signal });
    leaving.abort();
    expect(await waited).toMatchObject({ value: { reached: false } });
  });
});
