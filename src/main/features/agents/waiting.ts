import { ok, type Result } from '../../../shared/result';
import type { Agent, AgentStatus } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';
import { type NotFound, noAgent, type Registry } from './registry';

export interface Waited {
  readonly reached: boolean;
  /** As it was last. */
  readonly agent: Agent;
}

export interface WaitLimits {
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Resolves once the agent has one of the statuses, is removed, the time is over or the signal is aborted. */
export function waitFor(
  id: string,
  statuses: readonly AgentStatus[],
  { timeoutMs, signal }: WaitLimits,
  { registry, clock }: { readonly registry: Registry; readonly clock: Clock },
): Promise<Result<Waited, NotFound>> {
  let last = registry.get(id)?.agent;
  if (!last) return Promise.resolve(noAgent(id));
  return new Promise((resolve) => {
    const cleanups: (() => void)[] = [];
    const finish = (agent: Agent) => {
      for (const cleanup of cleanups) cleanup();
      resolve(ok({ reached: statuses.includes(agent.status), agent }));
    };
    const look = () => {
      const agent = registry.get(id)?.agent;
      const gone = agent === undefined;
      last = agent ?? last;
      if (last && (gone || statuses.includes(last.status))) finish(last);
    };
    const giveUp = () => last && finish(last);
    cleanups.push(registry.agents.on(look));
    if (timeoutMs !== undefined) cleanups.push(clock.after(timeoutMs, giveUp));
    signal?.addEventListener('abort', giveUp);
    cleanups.push(() => signal?.removeEventListener('abort', giveUp));
    if (signal?.aborted) giveUp();
    else look();
  });
}
