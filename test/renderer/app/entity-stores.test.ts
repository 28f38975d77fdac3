import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createEntityStores, type EntitySources } from '../../../src/renderer/app/entity-stores';
import { agentOf } from '../features/agents/agent';

/** The stores of a window of which nothing is known yet. */
function stage() {
  const agents = createStore<{ value?: unknown }>(() => ({}));
  const rules = createStore<{ value?: unknown }>(() => ({}));
  const lua = createStore<{ value?: unknown }>(() => ({}));
  const signals: AbortSignal[] = [];
  const watch = async (_: unknown, { signal }: { signal: AbortSignal }) => {
    signals.push(signal);
    return (async function* () {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    })();
  };
  const sources = { client: { activity: { watch } }, agents: { agents }, rules: { state: rules }, lua: { state: lua } };
  return { agents, rules, signals, stores: createEntityStores(sources as unknown as EntitySources) };
}

test('what was not told yet is nothing, and the same nothing each time', () => {
  const { stores } = stage();
  for (const store of Object.values(stores)) {
    expect(store.get()).toEqual([]);
    expect(store.get()).toBe(store.get());
  }
});

test('entities have the names of Lua, and those that stay the same are not made anew', () => {
  const { agents, stores } = stage();
  const told = vi.fn();
  stores.agents.subscribe(told);
  const first = agentOf({ id: 'a', lastLine: 'ready' });
  agents.setState({ value: [first] });
  const [before] = stores.agents.get();
  agents.setState({ value: [first, agentOf({ id: 'b' })] });
  expect(told).toHaveBeenCalledTimes(2);
  expect(stores.agents.get().map(({ id, last_line }) => [id, last_line])).toEqual([
    ['a', 'ready'],
    ['b', undefined],
  ]);
  expect(stores.agents.get()[0]).toBe(before);
});

test('a rule is paused by itself, or with all others', () => {
  const { rules, stores } = stage();
  const all = ['x', 'y'].map((id) => ({ id, enabled: true, commands: ['*'], on: 'start' }));
  rules.setState({ value: { paused: false, pausedRules: ['y'], rules: all } });
  expect(stores.rules.get().map(({ paused }) => paused)).toEqual([false, true]);
  rules.setState({ value: { paused: true, pausedRules: [], rules: all } });
  expect(stores.rules.get().map(({ paused }) => paused)).toEqual([true, true]);
});

test('processes are read only while somebody wants them', async () => {
  const { signals, stores } = stage();
  const stops = [stores.processes.subscribe(() => {}), stores.processes.subscribe(() => {})];
  await vi.waitFor(() => expect(signals).toHaveLength(1));
  stops[0]?.();
  expect(signals[0]?.aborted).toBe(false);
  stops[1]?.();
  expect(signals[0]?.aborted).toBe(true);
});
