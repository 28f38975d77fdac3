import { type Agent, isAlive, stateOf, stateWords, wantsPerson } from '../../../../shared/vocabulary';

export const sortOrders = ['wanting', 'created'] as const;
/** `wanting`: those that want the person first, those that have ended last. */
export type SortOrder = (typeof sortOrders)[number];

export interface AgentGroup {
  /** Undefined: those of no group. */
  readonly name: string | undefined;
  readonly agents: readonly Agent[];
}

/** The agents as the list shows them: those of no group first, then groups by name. Empty groups are left out. */
export function listing(agents: readonly Agent[], sort: SortOrder, search: string): readonly AgentGroup[] {
  const byName = new Map<string | undefined, Agent[]>([[undefined, []]]);
  for (const agent of agents) {
    if (!isFound(agent, search)) continue;
    const group = byName.get(agent.group);
    if (group) group.push(agent);
    else byName.set(agent.group, [agent]);
  }
  return [...byName]
    .filter(([, members]) => members.length > 0)
    .map(([name, members]) => ({ name, agents: sorted(members, sort) }))
    .sort((one, other) => (one.name ?? '').localeCompare(other.name ?? ''));
}

/** In the order of the list, with those of folded groups. */
export function inListOrder(agents: readonly Agent[], sort: SortOrder): readonly Agent[] {
  return listing(agents, sort, '').flatMap((group) => group.agents);
}

function sorted(agents: readonly Agent[], sort: SortOrder): readonly Agent[] {
  const rank = (agent: Agent) => (sort === 'created' ? 0 : wantsPerson(agent.status) ? 0 : isAlive(agent) ? 1 : 2);
  return [...agents].sort((one, other) => rank(one) - rank(other) || one.createdAt - other.createdAt);
}

/** Every word must be somewhere. */
function isFound(agent: Agent, search: string): boolean {
  const { id, name, group, title, statusText, lastLine, cwd, worktree, command, profile } = agent;
  const texts = [
    id,
    name,
    stateWords[stateOf(agent)],
    group,
    title,
    statusText,
    lastLine,
    cwd,
    worktree?.branch,
    command.join(' '),
    profile,
  ];
  const all = texts.join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** Names of groups, each once. */
export function groupNames(agents: readonly Agent[]): readonly string[] {
  return [...new Set(agents.flatMap(({ group }) => group ?? []))].sort((one, other) => one.localeCompare(other));
}

/** Folders that agents were started in, the latest first; for one in a worktree its repository. */
export function recentFolders(agents: readonly Agent[]): readonly string[] {
  const latestFirst = [...agents].sort((one, other) => other.createdAt - one.createdAt);
  return [...new Set(latestFirst.map(({ cwd, worktree }) => worktree?.repository ?? cwd))].slice(0, 20);
}
