import { safe } from '@orpc/client';
import type { Client, SpawnRequest } from '../../../shared/contract';
import type { Agent } from '../../../shared/vocabulary';
import { type AttachOptions, attachAgent } from '../attach';
import { withRunningHub } from '../choose-agents';
import type { CliHost } from '../host';
import { printLines } from '../print';
import type { Invocation } from '../run';

export interface SpawnOptions {
  readonly request: SpawnRequest;
  /** Show it on this terminal at once. */
  readonly attach: AttachOptions | undefined;
}

/** Starts an agent, and prints its id and pid. */
export async function spawnAgent(invocation: Invocation, { request, attach }: SpawnOptions): Promise<number> {
  const { host, json } = invocation;
  const size = attach && host.terminalSize();
  let started: Agent | undefined;
  const code = await withRunningHub(invocation, async (client) => {
    const { error, data, isDefined } = await safe(
      client.agents.spawn({
        ...request,
        ...(await folderFor(client, request, host)),
        ...(host.agentId !== undefined && { parent: host.agentId }),
        ...(size && { size }),
      }),
    );
    if (!error) {
      started = data;
      if (json) await host.out(JSON.stringify(data));
      else await printLines(host.out, `${data.id}  ${data.name}, pid ${data.pid ?? 'unknown'}, in ${data.cwd}`);
      return 0;
    }
    if (!isDefined) throw error;
    await printLines(host.error, error.data.reason);
    return 1;
  });
  return started && attach ? attachAgent(invocation, started.id, attach) : code;
}

/** Where the command was given, unless the profile that was asked for has a folder of its own. */
async function folderFor(
  client: Client,
  { cwd, profile }: SpawnRequest,
  host: CliHost,
): Promise<Pick<SpawnRequest, 'cwd'>> {
  if (cwd === undefined && profile !== undefined) {
    const named = (await client.agents.profiles()).find(({ id }) => id === profile);
    if (named?.cwd !== undefined) return {};
  }
  return { cwd: host.absolute(cwd ?? '.') };
}
