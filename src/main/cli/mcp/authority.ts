import type { Agent } from '../../../shared/vocabulary';

/** Which agents a client of the MCP server may type into and end. All may be seen. */
export interface Authority {
  /** The client has started this one. */
  started(id: Agent['id']): void;
  mayControl(agent: Agent, agents: readonly Agent[]): boolean;
}

/**
 * A guard against mistakes, not a wall: whoever can run `viberot` can do more by its other commands.
 * @param self the agent that the client is, if it is one @param all it may control all others
 */
export function createAuthority({ self, all }: { self: Agent['id'] | undefined; all: boolean }): Authority {
  const own = new Set<Agent['id']>();
  return {
    started: (id) => void own.add(id),
    mayControl(agent, agents) {
      if (agent.id === self) return false;
      if (all) return true;
      const above = new Map(agents.map(({ id, parent }) => [id, parent]));
      const seen = new Set<Agent['id']>();
      for (let id: Agent['id'] | undefined = agent.id; id !== undefined && !seen.has(id); id = above.get(id)) {
        if (own.has(id) || (id === self && id !== agent.id)) return true;
        seen.add(id);
      }
      return false;
    },
  };
}
