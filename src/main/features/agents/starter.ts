import { fail, ok, type Result } from '../../../shared/result';
import { isAlive } from '../../../shared/vocabulary';
import type { Agents } from './service';

/** Agents as rules use them: by name. */
export interface AgentStarter {
  start(request: {
    readonly name: string;
    readonly command: readonly string[];
    readonly cwd: string | undefined;
    /** In addition to what agents have. */
    readonly env: Readonly<Record<string, string>>;
    /** Typed into it once it is ready, and confirmed by Enter. */
    readonly prompt: string | undefined;
    readonly onExit: () => void;
  }): Promise<Result<{ readonly pid: number | undefined }, 'cannot-start'>>;
  /** Types text into the newest agent of that name that runs. */
  send(name: string, text: string, options: { readonly enter: boolean }): Result<void, 'not-found' | 'busy'>;
}

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
