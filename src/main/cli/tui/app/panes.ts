import type { Connection } from '../../../../shared/link';
import type { Scope } from '../../../../shared/scope';
import type { Agent } from '../../../../shared/vocabulary';
import type { Pane } from '../draw/world';
import { createPane, type OpenPane } from './pane';

/** The terminals that are drawn. */
export interface Panes {
  /** That of an agent, or why it cannot be shown here. */
  get(agent: Agent): Pane | string;
  /** Closes those that were not asked for since the last time. @returns the agents of the others */
  sweep(): readonly string[];
}

/** @param ownAgent the one whose terminal this command runs in: it cannot be shown in itself */
export function createPanes(
  connection: Connection,
  scope: Scope,
  { ownAgent, changed }: { readonly ownAgent: string | undefined; readonly changed: () => void },
): Panes {
  const panes = new Map<string, { readonly pane: OpenPane; isWanted: boolean }>();
  scope.defer(() => {
    for (const { pane } of panes.values()) pane.close();
  });
  return {
    get(agent) {
      if (agent.id === ownAgent) return 'This is the terminal that you are in.';
      if (agent.terminal === undefined) return 'It has no terminal any more.';
      let open = panes.get(agent.id);
      if (open) open.pane.follow(agent);
      else {
        open = { pane: createPane(connection, agent, changed), isWanted: true };
        panes.set(agent.id, open);
      }
      open.isWanted = true;
      return open.pane;
    },
    sweep() {
      for (const [id, open] of panes) {
        if (!open.isWanted) {
          panes.delete(id);
          open.pane.close();
        }
        open.isWanted = false;
      }
      return [...panes.keys()];
    },
  };
}
