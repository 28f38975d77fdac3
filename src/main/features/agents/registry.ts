import { createCell, type Observable } from '../../../shared/event';
import { type Fail, fail } from '../../../shared/result';
import { type Agent, isAlive } from '../../../shared/vocabulary';
import type { KeptValue } from '../../ports';
import { type AgentCounts, type AgentRecord, countAgents, type KeptAgents } from './record';

/** All agents, and the file that outlives the hub. */
export interface Registry {
  /** Oldest first. */
  readonly agents: Observable<readonly Agent[]>;
  readonly counts: Observable<AgentCounts>;
  get(id: string): AgentRecord | undefined;
  /** The agent whose latest run has this terminal. */
  ofTerminal(terminal: string): Agent | undefined;
  add(record: AgentRecord): void;
  /** What is `fleeting` is only kept together with the next change that is not. Does nothing for one that is gone. */
  change(id: string, change: Partial<Agent>, options?: { readonly fleeting: boolean }): void;
  /** It is about to be started once more. @returns how often it was, this time included */
  countRun(id: string): number;
  remove(id: string): void;
}

export function createRegistry(kept: KeptValue<KeptAgents>): Registry {
  const records = new Map((kept.before?.agents ?? []).map((record) => [record.agent.id, record]));
  const list = () => [...records.values()].map(({ agent }) => agent);
  const agents = createCell<readonly Agent[]>(list());
  const counts = createCell<AgentCounts>(countAgents(agents.value));

  function publish(fleeting: boolean): void {
    agents.value = list();
    const next = countAgents(agents.value);
    const { alive, working, wanting } = counts.value;
    if (next.alive !== alive || next.working !== working || next.wanting !== wanting) counts.value = next;
    if (!fleeting) kept.save({ version: 1, agents: [...records.values()] });
  }

  return {
    agents,
    counts,
    get: (id) => records.get(id),
    ofTerminal: (terminal) => agents.value.find((agent) => agent.terminal === terminal),
    add(record) {
      records.set(record.agent.id, record);
      publish(false);
    },
    change(id, change, { fleeting } = { fleeting: false }) {
      const record = records.get(id);
      if (!record) return;
      records.set(id, { ...record, agent: { ...record.agent, ...change } });
      publish(fleeting);
    },
    countRun(id) {
      const record = records.get(id);
      if (!record) return 0;
      const runs = record.runs + 1;
      records.set(id, { ...record, runs });
      return runs;
    },
    remove(id) {
      if (records.delete(id)) publish(false);
    },
  };
}

/** More would be of no use to anybody, and each may have a terminal with a lot of text. */
const mostAgents = 200;

/** The agent that may be forgotten to make room for another: undefined when none has to be, or none may be. */
export function spareAgent(agents: readonly Agent[]): { readonly full: boolean; readonly spare?: Agent } {
  if (agents.length < mostAgents) return { full: false };
  const spare = agents.find((agent) => !isAlive(agent) && !agent.worktree && agent.notes === '');
  return spare ? { full: true, spare } : { full: true };
}

export const tooMany = `There are ${mostAgents} agents, which is the most. Remove some that have ended first.`;

export type NotFound = 'not-found';

export function noAgent(id: string): Fail<NotFound> {
  return fail('not-found', `There is no agent ${id}; it was removed.`);
}
