import { type Agent, type AgentState, isAlive, stateOf, wantsPerson } from '../../shared/vocabulary';

/** More than fit into a menu are shown by the app itself. */
const mostListed = 12;

const stateTexts: Readonly<Record<AgentState, string>> = {
  starting: 'starting',
  working: 'working',
  'needs-input': 'waits for you',
  finished: 'finished',
  idle: 'idle',
  failed: 'failed',
  stuck: 'has shown nothing for a while',
  exited: 'has ended',
  lost: 'was lost',
};

/** "2 agents are working, 1 waits for you"; undefined when none runs. */
export function agentsText(agents: readonly Agent[]): string | undefined {
  const alive = agents.filter(isAlive);
  if (alive.length === 0) return undefined;
  const working = alive.filter(({ status }) => status === 'working').length;
  const wanting = alive.filter(({ status }) => wantsPerson(status)).length;
  const parts = [
    ...(working > 0 ? [`${counted(working)} ${working === 1 ? 'is' : 'are'} working`] : []),
    ...(wanting > 0 ? [`${working > 0 ? wanting : counted(wanting)} ${wanting === 1 ? 'waits' : 'wait'} for you`] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : `${counted(alive.length)} ${alive.length === 1 ? 'runs' : 'run'}`;
}

export interface ListedAgent {
  readonly id: Agent['id'];
  readonly label: string;
}

/** Agents that run, those first that want the person, then those that work. `more`: how many are left out. */
export function listedAgents(agents: readonly Agent[]): { readonly listed: ListedAgent[]; readonly more: number } {
  const alive = agents.filter(isAlive).sort((a, b) => rank(a) - rank(b));
  const listed = alive.slice(0, mostListed).map((agent) => ({
    id: agent.id,
    label: `${agent.name}: ${stateTexts[stateOf(agent)]}`,
  }));
  return { listed, more: alive.length - listed.length };
}

function rank({ status }: Agent): number {
  if (wantsPerson(status)) return 0;
  return status === 'working' ? 1 : 2;
}

/** "1 agent", "3 agents" */
export function counted(count: number): string {
  return count === 1 ? '1 agent' : `${count} agents`;
}
