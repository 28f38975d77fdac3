import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Connection } from '../../shared/link';
import { AgentPage, type AgentsStore } from '../features/agents';
import type { StatusStore } from '../features/status';
import { homeOf } from '../text';
import { Toasts, TooltipProvider } from '../ui';
import { renderChanges } from './agent-changes';
import { ConnectionBanner } from './banners';
import type { LazyTerminals } from './lazy-terminals';
import { useOpenedOnce } from './opened-once';
import { ViewBoundary } from './view-boundary';
import { Welcome } from './welcome';

export interface AgentWindowProps {
  readonly connection: Connection;
  readonly agents: AgentsStore;
  readonly terminals: LazyTerminals;
  readonly status: StatusStore;
  /** The agent's id. */
  readonly id: string;
}

/** A window that shows nothing but one agent. */
export function AgentWindow({ connection, agents, terminals, status, id }: AgentWindowProps) {
  const opened = useOpenedOnce(connection);
  const hub = useStore(status).value;
  const name = useStore(agents.agents, ({ value }) => value?.find((agent) => agent.id === id)?.name);
  useEffect(() => {
    document.title = name === undefined ? 'VibeRot' : `${name} — VibeRot`;
  }, [name]);
  return (
    <TooltipProvider delay={500}>
      {opened ? (
        <main className="flex h-full min-w-0 flex-col">
          <ConnectionBanner connection={connection} />
          <ViewBoundary>
            <AgentPage
              {...{ connection, id, renderChanges }}
              store={agents}
              home={hub && homeOf(hub.paths.home)}
              renderTerminal={terminals.render}
            />
          </ViewBoundary>
        </main>
      ) : (
        <Welcome connection={connection} />
      )}
      <Toasts />
    </TooltipProvider>
  );
}
