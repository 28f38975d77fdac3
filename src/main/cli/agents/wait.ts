import { safe } from '@orpc/client';
import type { Client } from '../../../shared/contract';
import type { Agent, AgentStatus } from '../../../shared/vocabulary';
import { withAgents } from '../choose-agents';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { statusText } from './list';

/** As timeout(1) ends. */
const timedOut = 124;

export interface WaitOptions {
  readonly statuses: readonly AgentStatus[];
  readonly timeoutMs: number | undefined;
}

/**
 * Waits until each of the agents has had one of the statuses.
 * @returns the exit code: 0 all had, 124 the time was over, 1 one has exited without it
 */
export function waitForAgents(invocation: Invocation, asked: readonly string[], options: WaitOptions): Promise<number> {
  const { host, json } = invocation;
  return withAgents(invocation, asked, async (client, agents) => {
    const results = await Promise.all(agents.map((agent) => waitForOne(client, agent, options)));
    if (json) await host.out(JSON.stringify(results));
    for (const { agent, outcome } of json ? [] : results) {
      const text = `${agent.id}  ${agent.name}: ${statusText(agent)}`;
      await printLines(outcome === 'reached' ? host.out : host.error, `${text}${endings[outcome]}`);
    }
    if (results.some(({ outcome }) => outcome === 'exited')) return 1;
    return results.some(({ outcome }) => outcome === 'timed-out') ? timedOut : 0;
  });
}

type Outcome = 'reached' | 'timed-out' | 'exited';

const endings: Record<Outcome, string> = {
  reached: '',
  'timed-out': ' when the time was over',
  exited: ', so it never gets there',
};

/** One that has exited changes no more, unless it is started again: nobody waits for that. */
async function waitForOne(
  client: Client,
  agent: Agent,
  { statuses, timeoutMs }: WaitOptions,
): Promise<{ outcome: Outcome; agent: Agent }> {
  const { error, data, isDefined } = await safe(
    client.agents.wait({
      id: agent.id,
      statuses: [...new Set<AgentStatus>([...statuses, 'exited'])],
      ...(timeoutMs !== undefined && { timeoutMs }),
    }),
  );
  if (error) {
    if (isDefined) return { outcome: 'exited', agent: { ...agent, status: 'exited' } };
    throw error;
  }
  if (!data.reached) return { outcome: 'timed-out', agent: data.agent };
  return { outcome: statuses.includes(data.agent.status) ? 'reached' : 'exited', agent: data.agent };
}
