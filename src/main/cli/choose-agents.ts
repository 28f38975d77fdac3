import type { Client } from '../../shared/contract';
import type { Connection } from '../../shared/link';
import { fail, ok, type Result } from '../../shared/result';
import { type Agent, stateOf } from '../../shared/vocabulary';
import { sayNotRunning, withHub } from './hub-client';
import { printLines } from './print';
import type { Invocation } from './run';

/**
 * The agents that are meant, each once: by its id, its name, or the beginning of its id.
 * A name that several have, or a beginning of several ids, is no answer: the message lists them.
 */
export function chooseAgents(
  agents: readonly Agent[],
  asked: readonly string[],
): Result<Agent[], 'no-agent' | 'ambiguous'> {
  const chosen = new Map<Agent['id'], Agent>();
  for (const text of asked) {
    const fitting = fittingAgents(agents, text);
    const [agent, other] = fitting;
    if (!agent) return fail('no-agent', `There is no agent "${text}". "viberot agents list" shows what there is.`);
    if (other) return fail('ambiguous', `"${text}" may be ${fitting.map(describe).join(', ')}. Give the whole id.`);
    chosen.set(agent.id, agent);
  }
  return ok([...chosen.values()]);
}

function fittingAgents(agents: readonly Agent[], text: string): readonly Agent[] {
  const exact = agents.filter(({ id }) => id === text);
  if (exact.length > 0) return exact;
  const named = agents.filter(({ name }) => name === text);
  if (named.length > 0) return named;
  return text === '' ? [] : agents.filter(({ id }) => id.startsWith(text));
}

function describe(agent: Agent): string {
  return `${agent.id} (${agent.name}, ${stateOf(agent)})`;
}

/** Does something with the hub that runs; says it when none does. @returns the exit code */
export async function withRunningHub(
  invocation: Invocation,
  use: (client: Client, connection: Connection) => Promise<number>,
): Promise<number> {
  return (await withHub(invocation, use)) ?? sayNoAgents(invocation);
}

/** Does something with the agents that are meant. @returns the exit code */
export function withAgents(
  invocation: Invocation,
  asked: readonly string[],
  use: (client: Client, agents: readonly Agent[], connection: Connection) => Promise<number>,
): Promise<number> {
  return withRunningHub(invocation, async (client, connection) => {
    const chosen = chooseAgents(await client.agents.list(), asked);
    if (chosen.ok) return use(client, chosen.value, connection);
    await printLines(invocation.host.error, chosen.message);
    return 1;
  });
}

async function sayNoAgents(invocation: Invocation): Promise<number> {
  await sayNotRunning(invocation);
  await invocation.host.error('Agents that were left running go on meanwhile, and are there again once it runs.');
  return 1;
}
