import { safe } from '@orpc/client';
import { z } from 'zod';
import type { Client } from '../../../shared/contract';
import { type Agent, type AgentStatus, agentStatuses, describeExit } from '../../../shared/vocabulary';
import { chooseAgents } from '../choose-agents';
import type { CliHost } from '../host';
import type { Authority } from './authority';

/** What tools are given for one call. */
export interface ToolContext {
  readonly client: Client;
  readonly host: Pick<CliHost, 'absolute' | 'agentId'>;
  readonly authority: Authority;
  /** The client gave the call up. */
  readonly signal: AbortSignal;
}

/** What a tool cannot do, in words for the agent that asked. */
export class Refusal extends Error {}

const mostAgents = 200;
const mostLines = 1_000;
const mostCharacters = 40_000;
const usualWaitSeconds = 50;
const longestWaitSeconds = 3_600;
/** Of what agents say about themselves. */
const longestText = 300;

const AgentName = z.string().min(1).describe('The agent’s id, the beginning of it, or its name');
const AgentNames = z.array(AgentName).min(1).max(50).describe('Ids, their beginnings, or names');

export const ListInput = z.object({
  group: z.string().optional().describe('Only agents of this group'),
  running: z.boolean().optional().describe('Only agents that run'),
});

export async function listAgents({ group, running }: z.infer<typeof ListInput>, context: ToolContext) {
  const { client, authority, host } = context;
  const agents = await client.agents.list();
  const asked = agents
    .filter((agent) => group === undefined || agent.group === group)
    .filter(({ status }) => !running || status !== 'exited');
  return {
    agents: asked.slice(-mostAgents).map((agent) => ({
      ...shown(agent),
      ...(agent.id === host.agentId && { you: true }),
      yours: authority.mayControl(agent, agents),
    })),
    ...(asked.length > mostAgents && { leftOut: asked.length - mostAgents }),
    profiles: (await client.agents.profiles()).map(({ id, name, command }) => ({
      id,
      name,
      command: command.join(' '),
    })),
  };
}

export const SpawnInput = z.object({
  name: z.string().min(1).max(100).optional().describe('What people see; say what it is for'),
  profile: z.string().optional().describe('How to start it, such as "claude" or "codex"; agents_list names them'),
  command: z.array(z.string()).min(1).optional().describe('The program and its arguments, in place of the profile’s'),
  cwd: z.string().optional().describe('The folder that it starts in; without it, yours'),
  worktree: z
    .object({
      branch: z.string().min(1).describe('The branch; made if it is new'),
      base: z.string().optional().describe('What a new branch begins with'),
    })
    .optional()
    .describe('Give it a git worktree of its own, so that its changes do not mix with others'),
  prompt: z.string().max(100_000).optional().describe('Typed into it once it is ready'),
  group: z.string().max(100).optional(),
  env: z.record(z.string(), z.string()).optional().describe('Variables in addition to the usual ones'),
});

export async function spawnAgent(input: z.infer<typeof SpawnInput>, { client, host, authority }: ToolContext) {
  const { error, data, isDefined } = await safe(
    client.agents.spawn({
      ...input,
      cwd: host.absolute(input.cwd ?? '.'),
      ...(host.agentId !== undefined && { parent: host.agentId }),
    }),
  );
  if (!error) {
    authority.started(data.id);
    return shown(data);
  }
  throw isDefined ? new Refusal(error.data.reason) : error;
}

export const SendInput = z.object({
  ids: AgentNames,
  text: z.string().min(1).max(100_000).describe('What to type'),
  enter: z.boolean().optional().describe('Press Enter after it; true unless you say otherwise'),
});

export async function sendText({ ids, text, enter }: z.infer<typeof SendInput>, context: ToolContext) {
  const agents = await controlled(ids, context);
  const results = await context.client.agents.send({
    ids: agents.map(({ id }) => id),
    text,
    ...(enter !== undefined && { enter }),
  });
  return { sent: results.map(({ id, problem }) => ({ id, ...(problem === undefined ? { ok: true } : { problem }) })) };
}

export const OutputInput = z.object({
  id: AgentName,
  lines: z.number().int().min(1).max(mostLines).optional().describe('How many; 100 unless you say otherwise'),
});

export async function readOutput({ id, lines = 100 }: z.infer<typeof OutputInput>, { client }: ToolContext) {
  const [agent] = chosen(await client.agents.list(), [id]);
  if (agent?.terminal === undefined) throw new Refusal('Nothing of its output is left.');
  const { error, data } = await safe(client.terminals.screen({ id: agent.terminal, lines, unwrap: true }));
  if (error)
    throw 'code' in error && error.code === 'NOT_FOUND' ? new Refusal('Nothing of its output is left.') : error;
  const text = data.lines.join('\n').trimEnd();
  const cut = text.length > mostCharacters;
  return { ...shown(agent), ...(cut && { cut: 'The beginning is left out.' }), output: text.slice(-mostCharacters) };
}

export const WaitInput = z.object({
  ids: AgentNames,
  statuses: z
    .array(z.enum(agentStatuses))
    .min(1)
    .optional()
    .describe('Any of these; finished, failed, needs-input, exited unless you say otherwise'),
  timeoutSeconds: z
    .number()
    .min(0.1)
    .max(longestWaitSeconds)
    .optional()
    .describe(`At most so long; ${usualWaitSeconds} unless you say otherwise. Call again to wait longer.`),
});

const usualStatuses: AgentStatus[] = ['finished', 'failed', 'needs-input', 'exited'];

export async function waitForAgents(
  { ids, statuses = usualStatuses, timeoutSeconds = usualWaitSeconds }: z.infer<typeof WaitInput>,
  { client, signal }: ToolContext,
) {
  const agents = chosen(await client.agents.list(), ids);
  // One that has exited would not get anywhere else.
  const wanted = [...new Set<AgentStatus>([...statuses, 'exited'])];
  const results = await Promise.all(
    agents.map(({ id }) => client.agents.wait({ id, statuses: wanted, timeoutMs: timeoutSeconds * 1_000 }, { signal })),
  );
  return { agents: results.map(({ agent }) => ({ ...shown(agent), reached: statuses.includes(agent.status) })) };
}

export const KillInput = z.object({ ids: AgentNames });

export async function killAgents({ ids }: z.infer<typeof KillInput>, context: ToolContext) {
  const killed = [];
  for (const { id } of await controlled(ids, context)) killed.push(shown(await context.client.agents.kill({ id })));
  return { agents: killed };
}

/** The agents that are meant, all of which the caller may type into and end. */
async function controlled(ids: readonly string[], { client, authority }: ToolContext): Promise<Agent[]> {
  const agents = await client.agents.list();
  const meant = chosen(agents, ids);
  const others = meant.filter((agent) => !authority.mayControl(agent, agents));
  if (others.length === 0) return meant;
  const names = others.map(({ id, name }) => `${id} (${name})`).join(', ');
  throw new Refusal(
    `You may only do this with agents that you have started. Not with: ${names}. The person can allow it by "viberot mcp --all".`,
  );
}

function chosen(agents: readonly Agent[], ids: readonly string[]): Agent[] {
  const found = chooseAgents(agents, ids);
  if (found.ok) return found.value;
  throw new Refusal(found.message.replace('"viberot agents list"', 'agents_list'));
}

/** What an agent needs to know of another one. */
function shown(agent: Agent) {
  const { id, name, profile, group, parent, pid, cwd, worktree, status, statusText, lastLine, exit, createdAt } = agent;
  return {
    ...{ id, name, profile, status, cwd, command: agent.command.join(' ').slice(0, longestText) },
    ...(group !== undefined && { group }),
    ...(parent !== undefined && { parent }),
    ...(pid !== undefined && status !== 'exited' && { pid }),
    ...(worktree && { branch: worktree.branch }),
    ...(statusText !== undefined && { statusText: statusText.slice(0, longestText) }),
    ...(lastLine !== undefined && { lastLine: lastLine.slice(0, longestText) }),
    ...(exit && { exit: describeExit(exit) }),
    startedAt: new Date(createdAt).toISOString(),
  };
}
