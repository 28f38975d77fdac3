import { safe } from '@orpc/client';
import type { Client } from '../../../shared/contract';
import type { Agent } from '../../../shared/vocabulary';
import { withAgents, withRunningHub } from '../choose-agents';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { statusText } from './list';

/** Starts agents again in their folders; with `resume` their tools take up their sessions. */
export function restartAgents(invocation: Invocation, asked: readonly string[], resume: boolean): Promise<number> {
  return forEach(invocation, asked, async (client, { id }) => {
    const { error, data, isDefined } = await safe(client.agents.restart({ id, resume }));
    if (!error) return { agent: data, text: `${id}  ${data.name}, pid ${data.pid ?? 'unknown'}` };
    if (!isDefined) throw error;
    return { problem: error.code === 'FAILED' ? error.data.reason : gone };
  });
}

/** Ends agents with all their processes; they stay in the list. */
export function killAgents(invocation: Invocation, asked: readonly string[]): Promise<number> {
  return forEach(invocation, asked, async (client, { id }) => {
    const { error, data, isDefined } = await safe(client.agents.kill({ id }));
    if (!error) return { agent: data, text: `${id}  ${data.name}: ${statusText(data)}` };
    if (!isDefined) throw error;
    return { problem: gone };
  });
}

export function killAllAgents(invocation: Invocation): Promise<number> {
  const { host, json } = invocation;
  return withRunningHub(invocation, async (client) => {
    const { killed } = await client.agents.killAll();
    if (json) await host.out(JSON.stringify({ killed }));
    else await printLines(host.out, killed === 1 ? '1 agent was ended.' : `${killed} agents were ended.`);
    return 0;
  });
}

/** Forgets agents, and removes their worktrees if asked to. */
export function removeAgents(
  invocation: Invocation,
  asked: readonly string[],
  { worktree, force }: { worktree: boolean; force: boolean },
): Promise<number> {
  return forEach(invocation, asked, async (client, agent) => {
    const { id, name } = agent;
    const removed = worktree && agent.worktree ? `, and its worktree ${agent.worktree.path}` : '';
    const { error, isDefined } = await safe(
      client.agents.remove({ id, worktree: worktree ? 'remove' : 'keep', ...(force && { force }) }),
    );
    if (!error) return { agent, text: `${id}  ${name} is removed${removed}` };
    if (!isDefined) throw error;
    switch (error.code) {
      case 'NOT_FOUND':
        return { problem: gone };
      case 'FAILED':
        return { problem: error.data.reason };
      case 'DIRTY':
        return { problem: `${error.data.lost} Remove it all the same with --force.` };
    }
  });
}

const gone = 'It is not there any more.';

/** What became of one agent. */
type Done = { readonly agent: Agent; readonly text: string } | { readonly problem: string };

/** Does the same with several agents, one after the other. Fails if it failed for one of them. */
function forEach(
  invocation: Invocation,
  asked: readonly string[],
  act: (client: Client, agent: Agent) => Promise<Done>,
): Promise<number> {
  const { host, json } = invocation;
  return withAgents(invocation, asked, async (client, agents) => {
    const results: { id: string; agent?: Agent; problem?: string }[] = [];
    for (const agent of agents) {
      const done = await act(client, agent);
      if ('problem' in done) {
        results.push({ id: agent.id, problem: done.problem });
        if (!json) await printLines(host.error, `${agent.id} (${agent.name}): ${done.problem}`);
      } else {
        results.push({ id: agent.id, agent: done.agent });
        if (!json) await printLines(host.out, done.text);
      }
    }
    if (json) await host.out(JSON.stringify(results));
    return results.some(({ problem }) => problem !== undefined) ? 1 : 0;
  });
}
