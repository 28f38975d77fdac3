import { type Agent, type AgentStatus, shellProfile } from './agent';

/** How an agent is, as people see it. `idle`: nothing is over, it waits; `lost`: an end of which nothing is known. */
export type AgentState = AgentStatus | 'idle' | 'lost';

export const stateWords: Readonly<Record<AgentState, string>> = {
  starting: 'Starting',
  working: 'Working',
  'needs-input': 'Needs input',
  finished: 'Finished',
  idle: 'Idle',
  failed: 'Failed',
  stuck: 'Stuck',
  exited: 'Ended',
  lost: 'Lost',
};

export function stateOf(agent: Pick<Agent, 'status' | 'statusSource' | 'profile' | 'tool' | 'lost'>): AgentState {
  const { status, lost } = agent;
  if (status === 'exited' && lost) return 'lost';
  return status === 'finished' && isAtRest(agent) ? 'idle' : status;
}

/** A shell at its prompt, or a program that fills the screen: it has not said that anything is over. */
function isAtRest({ statusSource, profile, tool }: Pick<Agent, 'statusSource' | 'profile' | 'tool'>): boolean {
  // Only a coding agent has hooks: it runs in the shell, and its turn is over.
  if (profile === shellProfile) return statusSource !== 'hook';
  return tool === undefined && statusSource === 'process';
}
