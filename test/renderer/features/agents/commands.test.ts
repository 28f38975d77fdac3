import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { agentCommands } from '../../../../src/renderer/features/agents/commands';
import type { AgentQuestion, AgentsStore } from '../../../../src/renderer/features/agents/store';
import type { Agent, Layout } from '../../../../src/shared/vocabulary';
import { agentOf } from './agent';

/** A store as commands see it: `a` is shown, and runs. */
function storeOf({ open = true, question }: { open?: boolean; question?: AgentQuestion } = {}): AgentsStore {
  const agent = agentOf({ id: 'a' });
  const layout: Layout = { root: { type: 'agent', id: 'p', agent: 'a' }, focused: 'p' };
  return {
    agents: createStore(() => ({ value: [agent] as readonly Agent[], error: undefined })),
    layout: createStore(() => layout),
    question: createStore(() => question),
    isOpen: () => open,
    current: () => agent,
  } as unknown as AgentsStore;
}

const enabled = (store: AgentsStore) => agentCommands(store).flatMap(({ id, enabled }) => (enabled?.() ? id : []));

test('what needs a pane is only there while the view is open, and nothing while the person is asked something', () => {
  expect(enabled(storeOf())).toEqual(expect.arrayContaining(['agents.start', 'agents.split-right', 'agents.kill']));
  expect(enabled(storeOf())).not.toContain('agents.zoom');
  expect(enabled(storeOf({ open: false }))).toEqual([
    'agents.start',
    'agents.start-shell',
    'agents.next',
    'agents.previous',
  ]);
  expect(enabled(storeOf({ question: { type: 'start' } }))).toEqual([]);
});
