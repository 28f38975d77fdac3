import { type FocusEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { Agent } from '../../../../shared/vocabulary';
import { focusedAgent } from '../panes/layout';
import type { AgentsStore } from '../store';
import { onListKey } from './keys';
import { AgentRow } from './row';

export interface SomeAgentsProps {
  readonly store: AgentsStore;
  /** In the order in which they are shown. */
  readonly agents: readonly Agent[];
  /** What is done with a chosen one; without it the agent is shown. */
  readonly onSelect?: ((id: string) => void) | undefined;
}

/** Rows of agents as in the list of all of them, for other places of the window. */
export function SomeAgents({ store, agents, onSelect }: SomeAgentsProps) {
  const layout = useStore(store.layout);
  const [lastFocused, setLastFocused] = useState<string>();
  const current = focusedAgent(layout ?? {});
  const isHere = (id: string | undefined) => agents.some((agent) => agent.id === id);
  const active = [lastFocused, current].find(isHere) ?? agents[0]?.id;

  function onFocus({ target }: FocusEvent): void {
    if (target instanceof HTMLElement && target.dataset.agentRow) setLastFocused(target.dataset.agentRow);
  }

  return (
    <ul
      aria-label="Agents"
      className="flex flex-col gap-px"
      onFocus={onFocus}
      onKeyDown={(event) => onListKey(event, store)}
    >
      {agents.map((agent) => (
        <AgentRow
          key={agent.id}
          {...{ store, agent, onSelect }}
          narrow={false}
          current={agent.id === current}
          shown={false}
          active={agent.id === active}
        />
      ))}
    </ul>
  );
}
