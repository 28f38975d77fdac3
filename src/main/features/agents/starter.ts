import { fail, ok } from '../../../shared/result';
import { isAlive } from '../../../shared/vocabulary';
import type { AgentStarter } from '../../ports';
import type { Agents } from './service';

/** Agents as rules use them: by name. */
export function agentStarter(agents: Pick<Agents, 'spawn' | 'send' | 'events' | 'state'>): AgentStarter {
  return {
    async start({ onExit, command, ...request }) {
      const spawned = await agents.spawn({ ...request, command: [...command], env: { ...request.env } });
      if (!spawned.ok) return spawned;
      const { id, pid } = spawned.value;
      // It may have ended already.
      if (pid === undefined) return ok({ pid });
      const stop = agents.events.on((event) => {
        if (event.type !== 'agent.exited' || event.agent !== id) return;
        stop();
        onExit();
      });
      return ok({ pid });
    },
    send(name, text, options) {
      const newest = agents.state.value.findLast((agent) => agent.name === name && isAlive(agent));
      const sent = newest && agents.send(newest.id, text, options);
      if (sent?.ok) return sent;
      if (sent?.error === 'busy') return fail('busy', sent.message);
      return fail('not-found', `No agent "${name}" is running. An action with start = […] starts one.`);
    },
  };
}
