import { type Agent, type AgentState, describeExit, isAlive, wantsPerson } from '../../../shared/vocabulary';

/** What a colour says of a state; an icon and words say the same. */
export const stateColors: Record<AgentState, string> = {
  starting: 'text-muted',
  working: 'text-accent',
  'needs-input': 'text-warn',
  finished: 'text-good',
  idle: 'text-muted',
  failed: 'text-bad',
  stuck: 'text-warn',
  exited: 'text-faint',
  lost: 'text-bad',
};

/** How an agent that is over ended, as a sentence; undefined for one that runs. */
export function endSentence(agent: Pick<Agent, 'status' | 'exit' | 'lost'>): string | undefined {
  if (isAlive(agent)) return undefined;
  if (agent.lost) return 'Its terminal was lost, and what ran in it with it.';
  const { exit } = agent;
  if (!exit || 'unknown' in exit) return 'Ended. How is not known.';
  if ('code' in exit) return exit.code === 0 ? 'Ended without an error.' : `Ended with code ${exit.code}.`;
  return `Ended by ${describeExit(exit)}.`;
}

/** What stands below an agent's name beside its status: what it said with it, or else what is on its screen. */
export function briefOf(agent: Agent): string | undefined {
  if (isAlive(agent)) return agent.statusText ?? agent.lastLine;
  const { exit, lost } = agent;
  if (lost || !exit || 'unknown' in exit) return undefined;
  return 'code' in exit ? `code ${exit.code}` : describeExit(exit);
}

export function wantingCount(agents: readonly Agent[]): number {
  return agents.filter(({ status }) => wantsPerson(status)).length;
}
