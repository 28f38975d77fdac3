import { type Agent, describeExit, durationText, type Profile, stateOf, wantsPerson } from '../../../shared/vocabulary';
import { withRunningHub } from '../choose-agents';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { aligned } from '../table';

/** Prints the agents, oldest first. */
export function listAgents(invocation: Invocation): Promise<number> {
  const { host, json } = invocation;
  return withRunningHub(invocation, async (client) => {
    const agents = await client.agents.list();
    if (json) await host.out(JSON.stringify(agents));
    else await printLines(host.out, ...table(agents, Date.now()));
    return 0;
  });
}

/** Prints how agents can be started. */
export function listProfiles(invocation: Invocation): Promise<number> {
  const { host, json } = invocation;
  return withRunningHub(invocation, async (client) => {
    const profiles = await client.agents.profiles();
    if (json) await host.out(JSON.stringify(profiles));
    else await printLines(host.out, ...profileTable(profiles));
    return 0;
  });
}

/** "exited (3)", "working", "idle" */
export function statusText(agent: Agent): string {
  const { status, exit, lost } = agent;
  if (status !== 'exited') return stateOf(agent);
  if (lost) return 'exited (lost)';
  return exit === undefined || 'unknown' in exit ? status : `${status} (${describeExit(exit)})`;
}

function table(agents: readonly Agent[], nowMs: number): string[] {
  if (agents.length === 0) return ['There are no agents. "viberot agents spawn" starts one.'];
  const rows = agents.map((agent) => [
    agent.id,
    agent.name,
    `${statusText(agent)}${wantsPerson(agent.status) ? ' !' : ''}`,
    durationText(nowMs - agent.statusAt),
    agent.group ?? '',
    agent.worktree ? agent.worktree.branch : agent.cwd,
    agent.statusText ?? agent.lastLine ?? '',
  ]);
  return aligned([['ID', 'NAME', 'STATUS', 'FOR', 'GROUP', 'FOLDER OR BRANCH', 'LAST'], ...rows]);
}

function profileTable(profiles: readonly Profile[]): string[] {
  const rows = profiles.map(({ id, name, origin, command }) => [id, name, origin, command.join(' ')]);
  return aligned([['ID', 'NAME', 'FROM', 'COMMAND'], ...rows]);
}
