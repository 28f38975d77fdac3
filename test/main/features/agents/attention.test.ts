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

test('who waits for a person is told by one notification, which leads to it, and is marked', async () => {
  const { id } = await worker();
  expect(stage.shown).toEqual([]);
  await hook(id, 'asks', 'May I run make?');
  await hook(id, 'asks', 'May I run make?');
  expect(stage.shown).toMatchObject([
    { about: { agent: id }, title: 'fixer', message: 'May I run make?', silent: false },
  ]);
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
  test('is not told what it does', async () => {
    const { id } = await worker();
    const { id: other } = await worker('other');
    stage.agents.look(page(), [id]);
    await hook(id, 'asks', 'May I?');
    await hook(other, 'asks', 'May I?');
    expect(stage.shown.map(({ title }) => title)).toEqual(['other']);
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
    expect(stage.shown).toHaveLength(1);
  });

  test('is any of several', async () => {
    const { id } = await worker();
    const first = page();
    stage.agents.look(first, [id]);
    stage.agents.look(page(), [id]);
    first.leave();
    await hook(id, 'asks', 'May I?');
    expect(stage.shown).toEqual([]);
  });
});

test.each<[string[], number]>([
  [[], 0],
  [['exited'], 1],
])('an end is told when the settings are %j', async (notify, count) => {
  const { agents } = stage.settings.value;
  stage.settings.value = { ...stage.settings.value, agents: { ...agents, notify: notify as typeof agents.notify } };
  const { id, terminal } = await worker();
  terminal.end({ code: 3 });
  expect(stage.shown.map(({ message }) => message)).toEqual(Array(count).fill('It has ended (3).'));
  expect(stage.now(id).unseen).toBe(true);
});

test('a status that says nothing is told in words', async () => {
  const { id } = await worker();
  await hook(id, 'failed');
  expect(stage.shown.map(({ message }) => message)).toEqual(['It could not finish.']);
  expect(stage.now(id).statusText).toBeUndefined();
});
