import { useState } from 'react';
import { useStore } from 'zustand';
import type { Connection } from '../../shared/link';
import { AgentScreen, type AgentsStore, paneShowing, useLook } from '../features/agents';
import type { LazyTerminals } from './lazy-terminals';
import { useView } from './route';

export interface AgentTerminalProps {
  /** Its id, or "focused" for the one that had the keyboard last. */
  readonly agent: string;
  readonly agents: AgentsStore;
  readonly connection: Connection;
  readonly terminals: LazyTerminals;
}

/** The live terminal of an agent in any place of the window, except while the Agents view shows it: it is in one place. */
export function AgentTerminal({ agent: wanted, agents, connection, terminals }: AgentTerminalProps) {
  const { value: all } = useStore(agents.agents);
  const layout = useStore(agents.layout);
  const [active, setActive] = useState(false);
  const isAgentsView = useView() === 'agents';
  const id = wanted === 'focused' ? layout && agents.current()?.id : wanted;
  const agent = all?.find((each) => each.id === id);
  const isElsewhere = isAgentsView && agent !== undefined && paneShowing(layout, agent.id) !== undefined;
  useLook({ connection, ids: agent && !isElsewhere ? [agent.id] : [] });
  if (!agent) {
    const why = wanted === 'focused' ? 'No agent was chosen yet.' : `There is no agent ${wanted}.`;
    return <Note>{all ? why : 'Looking for the agents that run…'}</Note>;
  }
  if (isElsewhere) return <Note>{`The terminal of ${agent.name} is in the Agents view.`}</Note>;
  return (
    <section
      aria-label={agent.name}
      className="flex h-full flex-col"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setActive(false);
      }}
    >
      <AgentScreen
        store={agents}
        {...{ agent, active }}
        onFocus={() => setActive(true)}
        renderTerminal={terminals.render}
      />
    </section>
  );
}

function Note({ children }: { readonly children: string }) {
  return (
    <p role="status" className="p-4 text-muted">
      {children}
    </p>
  );
}
