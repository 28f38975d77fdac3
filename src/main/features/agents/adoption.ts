import type { Exit, Terminal } from '../../../shared/vocabulary';
import { isAlive } from '../../../shared/vocabulary';
import type { Clock, Log, TerminalHosts } from '../../ports';
import { type AgentRecord, agentOfTerminal, inventId, runOfTerminal } from './record';
import type { Registry } from './registry';
import type { Runs } from './runs';

export interface AdoptionOptions {
  readonly hosts: TerminalHosts;
  readonly registry: Registry;
  readonly runs: Runs;
  readonly clock: Clock;
  readonly log: Log;
  /** What an agent of which nothing else is known would run if it was started again. */
  readonly shell: readonly string[];
}

const unknown: Exit = { unknown: true };

/** Brings agents that an earlier hub knew together with the terminals that outlived it. */
export function adopt(options: AdoptionOptions): void {
  const { hosts, registry, runs, log } = options;
  const terminals = new Map(hosts.terminals.value.map((terminal) => [terminal.id, terminal]));
  for (const agent of registry.agents.value) {
    const terminal = agent.terminal === undefined ? undefined : terminals.get(agent.terminal);
    if (terminal) terminals.delete(terminal.id);
    if (!isAlive(agent)) continue;
    const id = agent.terminal ?? '';
    if (!terminal) runs.exited(id, unknown, { lost: true });
    else takeOver(terminal, options);
  }
  for (const terminal of terminals.values()) {
    // An ended one that nobody knows is of no use; one that was replaced has been forgotten only halfway.
    if (terminal.exit) void hosts.remove(terminal.id);
    else {
      registry.add(recordOf(terminal, options));
      takeOver(terminal, options);
    }
  }
  const alive = registry.counts.value.alive;
  if (alive > 0) log.info('Agents that were left running were found again', { count: alive });
}

/** A terminal that is found after `adopt`: the agent that was taken for lost goes on. */
export function adoptLate(terminal: Terminal, options: AdoptionOptions): void {
  const { registry, log } = options;
  if (terminal.exit || registry.ofTerminal(terminal.id)) return;
  const lost = registry.get(agentOfTerminal(terminal.id) ?? '');
  if (lost?.agent.lost && lost.runs === runOfTerminal(terminal.id)) {
    const now = { terminal: terminal.id, status: 'working', statusSource: 'process', lost: false } as const;
    registry.change(lost.agent.id, { ...now, statusAt: options.clock.nowMs(), exit: undefined, unseen: false });
  } else registry.add(recordOf(terminal, options));
  takeOver(terminal, options);
  log.info('An agent that had no terminal was found again', { terminal: terminal.id });
}

function takeOver(terminal: Terminal, { registry, runs }: AdoptionOptions): void {
  const agent = registry.ofTerminal(terminal.id);
  if (!agent) return;
  const { title = agent.title, pid } = terminal;
  registry.change(agent.id, { pid, title });
  runs.begin({ ...agent, pid, title }, terminal.id, { adopted: true });
  if (terminal.exit) runs.exited(terminal.id, terminal.exit);
}

/** An agent of which nothing is known but its terminal. */
function recordOf({ id: terminal, title, cwd, pid, startedAt }: Terminal, options: AdoptionOptions): AgentRecord {
  const { registry, clock, shell } = options;
  const named = agentOfTerminal(terminal);
  const id = named !== undefined && !registry.get(named) ? named : inventId((taken) => !!registry.get(taken));
  return {
    agent: {
      ...{ id, name: title ?? `Recovered ${id}`, profile: 'command', color: 'gray', icon: 'terminal', notes: '' },
      ...{ command: [...shell], cwd, terminal, pid, createdAt: startedAt, startedAt, title },
      ...{ status: 'working', statusSource: 'process', statusAt: clock.nowMs(), unseen: false, lost: false },
      ...{ autoRestart: 'never', restarts: 0 },
    },
    ...{ env: {}, folder: cwd, runs: runOfTerminal(terminal) },
  };
}
