import { beforeEach, describe, expect, test } from 'vitest';
import type { Agent } from '../../../../src/shared/vocabulary';
import { settle } from '../../../fixtures/fake-clock';
import { createFakeTerminalHosts, type FakeTerminalHosts } from '../../../fixtures/fake-terminal-hosts';
import { createStage, type Stage } from './stage';

/** A terminal host that is only just starting: terminals open when the test says so. */
let stage: Stage;
let hosts: FakeTerminalHosts;
let openAll: () => void;

beforeEach(async () => {
  const fake = createFakeTerminalHosts();
  const gate = new Promise<void>((resolve) => {
    openAll = resolve;
  });
  hosts = {
    ...fake,
    async open(request) {
      await gate;
      return fake.open(request);
    },
    async kill(id) {
      // What is not open yet cannot be killed.
      if (fake.terminals.value.some((terminal) => terminal.id === id)) await fake.kill(id);
    },
    async remove(id) {
      if (fake.terminals.value.some((terminal) => terminal.id === id)) await fake.remove(id);
    },
  };
  stage = await createStage({ hosts });
});

const running = () => hosts.terminals.value.filter(({ exit }) => !exit);

describe('an agent whose terminal is still being opened', () => {
  let spawned: Promise<unknown>;
  let agent: Agent;
  beforeEach(async () => {
    spawned = stage.agents.spawn({ name: 'new', command: ['sleep', '1'] });
    await settle();
    agent = stage.agents.state.value[0] as Agent;
    expect(agent).toMatchObject({ name: 'new', status: 'starting' });
  });

  test('ends as soon as it is there when it was killed', async () => {
    const killed = stage.agents.kill(agent.id);
    openAll();
    await spawned;
    expect(await killed).toMatchObject({ ok: true, value: { status: 'exited' } });
    expect(running()).toEqual([]);
    expect(stage.agents.state.value).toHaveLength(1);
  });

  test('leaves nothing behind when it was removed', async () => {
    const removed = stage.agents.remove(agent.id, { worktree: false, force: false });
    openAll();
    await spawned;
    expect(await removed).toMatchObject({ ok: true });
    await settle();
    expect(hosts.terminals.value).toEqual([]);
    expect(stage.agents.state.value).toEqual([]);
  });

  test('has one terminal in the end when it was restarted meanwhile, however often', async () => {
    const restarted = [1, 2, 3].map(() => stage.agents.restart(agent.id, {}));
    openAll();
    await spawned;
    expect(await Promise.all(restarted)).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    await settle();
    expect(stage.agents.state.value).toHaveLength(1);
    expect(running().map(({ id }) => id)).toEqual([stage.now(agent.id).terminal]);
  });
});

test('a terminal that is not open yet is killed for all that run', async () => {
  const spawned = stage.agents.spawn({ command: ['sleep', '1'] });
  await settle();
  const killed = stage.agents.killAll();
  openAll();
  await spawned;
  expect(await killed).toBe(1);
  expect(running()).toEqual([]);
});
