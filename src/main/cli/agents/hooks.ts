import { safe } from '@orpc/client';
import type { HookState } from '../../../shared/contract';
import type { AgentTool } from '../../../shared/vocabulary';
import { withRunningHub } from '../choose-agents';
import { printLines } from '../print';
import type { Invocation } from '../run';

/** Tells which tools report by hooks what they do. */
export function printHooks(invocation: Invocation): Promise<number> {
  return withRunningHub(invocation, async (client) => {
    await tell(invocation, await client.agents.hooks());
    return 0;
  });
}

/** Adds our hooks to a tool's settings, or takes them out. */
export function changeHooks(invocation: Invocation, tool: AgentTool, on: boolean): Promise<number> {
  return withRunningHub(invocation, async (client) => {
    const { error, data, isDefined } = await safe(client.agents.setHooks({ tool, on }));
    if (!error) {
      await tell(
        invocation,
        data.filter((state) => state.tool === tool),
      );
      return 0;
    }
    if (!isDefined) throw error;
    await printLines(invocation.host.error, error.data.reason);
    return 1;
  });
}

async function tell({ host, json }: Invocation, states: readonly HookState[]): Promise<void> {
  if (json) await host.out(JSON.stringify(states));
  else await printLines(host.out, ...states.map(describe));
}

function describe({ tool, state, file, why }: HookState): string {
  const where = state === 'on' || state === 'partly' ? ` in ${file}` : '';
  return `${tool}: ${state}${where}${why === undefined ? '' : `: ${why}`}`;
}
