import type { Agent, AgentStatus } from '../../../shared/vocabulary';
import type { Connection } from '../../gateway';
import type { AgentPolicy } from './policy';
import type { Registry } from './registry';

/** Who looks at which agents, and what nobody has seen yet. */
export interface Attention {
  /** The page of this connection shows these agents to a person, until it says otherwise or goes. */
  look(connection: Pick<Connection, 'signal'>, ids: readonly string[]): void;
  /** The agent has another status than before, or says something else with it. `news`: who does not look would want to know. */
  changed(agent: Agent, about: { readonly before: AgentStatus; readonly news: boolean }): void;
}

export interface AttentionOptions {
  readonly registry: Registry;
  readonly policy: Pick<AgentPolicy, 'attention'>;
}

/** Whoever missed how it came to this has nothing to see any more. */
const passing: ReadonlySet<AgentStatus> = new Set(['starting', 'working']);

export function createAttention({ registry, policy }: AttentionOptions): Attention {
  const looks = new Map<Pick<Connection, 'signal'>, ReadonlySet<string>>();

  function isLookedAt(id: string): boolean {
    return [...looks.values()].some((ids) => ids.has(id));
  }

  return {
    look(connection, ids) {
      if (connection.signal.aborted) return;
      if (!looks.has(connection))
        connection.signal.addEventListener('abort', () => looks.delete(connection), { once: true });
      looks.set(connection, new Set(ids));
      for (const id of ids) if (registry.get(id)?.agent.unseen) registry.change(id, { unseen: false });
    },
    changed({ id, status, unseen }, { before, news }) {
      const lookedAt = isLookedAt(id);
      const isUnseen = !passing.has(status) && (unseen || (news && !lookedAt));
      if (isUnseen !== unseen) registry.change(id, { unseen: isUnseen });
      const agent = registry.get(id)?.agent;
      if (agent && before !== status) policy.attention({ agent, before, lookedAt, news });
    },
  };
}
