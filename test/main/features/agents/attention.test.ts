import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HookEvent } from '../../../../src/main/features/agents/hooks';
import { createStage, type Stage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.scope.close());

const hook = (agent: string, type: HookEvent['type'], text?: string) =>
  stage.hook(agent, { tool: 'claude', type, text });

/** An agent that works. */
async function worker(name = 'fixer') {
  const { agent, terminal } = await stage.spawn({ command: ['claude'], name });
  await hook(agent.id, 'prompted');
  return { id: agent.id, terminal };
}

function page() {
  const leaving = new AbortController();
  return { signal: leaving.signal, leave: () => leaving.abort() };
}

test('that an agent waits for a person is told once, with what it says, and it is marked', async () => {
  const { id } = await worker();
  expect(stage.news).toEqual([]);
  await hook(id, 'asks', 'May I run make?');
  await hook(id, 'asks', 'May I run make?');
  expect(stage.told.at(-1)).toMatchObject({
    ...{ before: 'working', lookedAt: false, news: true },
    agent: { id, name: 'fixer', status: 'needs-input', statusText: 'May I run make?', unseen: true },
  });
  expect(stage.news).toEqual(['fixer needs-input']);
  expect(stage.now(id)).toMatchObject({ status: 'needs-input', unseen: true });
  expect(stage.agents.counts.value).toEqual({ alive: 1, working: 0, wanting: 1 });
  const changes = stage.events.filter(({ type }) => type === 'agent.status');
  expect(changes.at(-1)).toEqual({
    ...{
      type: 'agent.status',
      agent: id,
      name: 'fixer',
      status: 'needs-input',
      source: 'hook',
      text: 'May I run make?',
    },
  });
});

test('the mark goes when it works again', async () => {
  const { id } = await worker();
  await hook(id, 'asks', 'May I?');
  await hook(id, 'prompted');
  expect(stage.now(id)).toMatchObject({ status: 'working', unseen: false });
});

describe('who looks at an agent', () => {
  test('is known to look when something is told', async () => {
    const { id } = await worker();
    const { id: other } = await worker('other');
    stage.agents.look(page(), [id]);
    await hook(id, 'asks', 'May I?');
    await hook(other, 'asks', 'May I?');
    expect(stage.news).toEqual(['other needs-input']);
    expect(stage.told.filter(({ lookedAt }) => lookedAt)).toMatchObject([{ agent: { name: 'fixer' }, news: true }]);
    expect(stage.now(id).unseen).toBe(false);
  });

  test('has seen what it did before', async () => {
    const { id } = await worker();
    await hook(id, 'asks', 'May I?');
    stage.agents.look(page(), [id]);
    expect(stage.now(id).unseen).toBe(false);
  });

  test.each<[string, (at: ReturnType<typeof page>) => void]>([
    ['has gone', ({ leave }) => leave()],
    ['looks elsewhere', (at) => stage.agents.look(at, [])],
  ])('and %s is told again', async (_, act) => {
    const { id } = await worker();
    const at = page();
    stage.agents.look(at, [id]);
    act(at);
    await hook(id, 'asks', 'May I?');
    expect(stage.news).toEqual(['fixer needs-input']);
  });

  test('is any of several', async () => {
    const { id } = await worker();
    const first = page();
    stage.agents.look(first, [id]);
    stage.agents.look(page(), [id]);
    first.leave();
    await hook(id, 'asks', 'May I?');
    expect(stage.news).toEqual([]);
  });
});

test('an end by itself is news, and one that was asked for is none', async () => {
  const { id, terminal } = await worker();
  terminal.end({ code: 3 });
  expect(stage.news).toEqual(['fixer exited']);
  expect(stage.now(id)).toMatchObject({ unseen: true, exit: { code: 3 } });
  const other = await worker('other');
  await stage.agents.kill(other.id);
  expect(stage.told.at(-1)).toMatchObject({ agent: { name: 'other', status: 'exited', unseen: false }, news: false });
});
