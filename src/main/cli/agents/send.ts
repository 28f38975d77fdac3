import { chooseAgents, withRunningHub } from '../choose-agents';
import { printLines } from '../print';
import type { Invocation } from '../run';

export interface SendOptions {
  readonly ids: readonly string[];
  /** All agents of this group as well that run. */
  readonly group: string | undefined;
  readonly text: string;
  readonly enter: boolean;
}

/** Types a text into agents. */
export function sendText(invocation: Invocation, { ids, group, text, enter }: SendOptions): Promise<number> {
  const { host, json } = invocation;
  return withRunningHub(invocation, async (client) => {
    const agents = await client.agents.list();
    const chosen = chooseAgents(agents, ids);
    if (!chosen.ok) {
      await printLines(host.error, chosen.message);
      return 1;
    }
    const ofGroup = agents.filter((agent) => group !== undefined && agent.group === group && agent.status !== 'exited');
    const to = [...new Set([...chosen.value, ...ofGroup].map(({ id }) => id))];
    if (to.length === 0) {
      await printLines(host.error, `No agent of the group "${group}" runs.`);
      return 1;
    }
    const results = await client.agents.send({ ids: to, text, enter });
    if (json) await host.out(JSON.stringify(results));
    for (const { id, problem } of json ? [] : results)
      if (problem !== undefined) await printLines(host.error, `${id}: ${problem}`);
    return results.some(({ problem }) => problem !== undefined) ? 1 : 0;
  });
}
