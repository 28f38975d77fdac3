import type { Observable } from '../../../shared/event';
import { unreachable } from '../../../shared/result';
import { type Agent, type AgentStatus, describeExit, type Settings, stateOf } from '../../../shared/vocabulary';
import type { Connection } from '../../gateway';
import type { Notifier } from '../../ports';
import type { Registry } from './registry';

/** Who looks at which agents, and what a person is told who does not look. */
export interface Attention {
  /** The page of this connection shows these agents to a person, until it says otherwise or goes. */
  look(connection: Pick<Connection, 'signal'>, ids: readonly string[]): void;
  /** The agent has another status than before. `news`: who does not look would want to know. */
  changed(agent: Agent, about: { readonly news: boolean }): void;
}

export interface AttentionOptions {
  readonly registry: Registry;
  readonly notifier: Notifier;
  readonly settings: Observable<Settings>;
}

/** Whoever missed how it came to this has nothing to see any more. */
const passing: ReadonlySet<AgentStatus> = new Set(['starting', 'working']);

export function createAttention({ registry, notifier, settings }: AttentionOptions): Attention {
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
    changed(agent, { news }) {
      if (passing.has(agent.status) && agent.unseen) registry.change(agent.id, { unseen: false });
      if (!news || passing.has(agent.status) || isLookedAt(agent.id)) return;
      registry.change(agent.id, { unseen: true });
      if (!settings.value.agents.notify.includes(agent.status)) return;
      // Whoever cannot show it has said so already where rules notify; there is nobody to tell here.
      void notifier.show({
        ...{ id: crypto.randomUUID(), about: { agent: agent.id }, silent: false },
        ...{ title: agent.name, message: messageOf(agent) },
      });
    },
  };
}

/** What a notification says below the agent's name. */
function messageOf(agent: Agent): string {
  const { status, statusText, exit } = agent;
  if (statusText !== undefined && statusText !== '') return statusText;
  switch (status) {
    case 'needs-input':
      return 'It waits for your answer.';
    case 'finished':
      return stateOf(agent) === 'idle' ? 'Its command has finished.' : 'It has finished.';
    case 'failed':
      return 'It could not finish.';
    case 'stuck':
      return 'It has shown nothing for a while.';
    case 'exited':
      return exit ? `It has ended (${describeExit(exit)}).` : 'It has ended.';
    case 'starting':
    case 'working':
      return 'It works.';
    default:
      return unreachable(status);
  }
}
