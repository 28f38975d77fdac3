import { useMemo } from 'react';
import { useStore } from 'zustand';
import { agentForLua, boundEntities } from '../../shared/vocabulary';
import { type AgentsStore, SomeAgents } from '../features/agents';
import type { AgentListProps } from '../features/views';

/** The agents that a view of Lua asks for, as the list of all shows them. */
export function ListedAgents({
  store,
  where,
  order,
  empty = 'No agents.',
  onSelect,
}: AgentListProps & { readonly store: AgentsStore }) {
  const { value: all = [] } = useStore(store.agents);
  const agents = useMemo(() => {
    const binding = { bind: 'agents', where, order } as const;
    const records = boundEntities(binding, { agents: all.map(agentForLua), processes: [], rules: [], lua_files: [] });
    const byId = new Map(all.map((agent) => [agent.id, agent]));
    return records.flatMap(({ id }) => byId.get(String(id)) ?? []);
  }, [all, where, order]);
  if (agents.length === 0) return <p className="py-1 text-muted">{empty}</p>;
  return <SomeAgents {...{ store, agents, onSelect }} />;
}
