import { createEmitter, type Event } from '../../../shared/event';
import { unreachable } from '../../../shared/result';
import type { Scope } from '../../../shared/scope';
import {
  type Agent,
  type AgentEvent,
  type Exit,
  isAlive,
  type Terminal,
  type TerminalSignal,
} from '../../../shared/vocabulary';
import type { TerminalEvent } from '../../ports';
import type { Attention } from './attention';
import type { Profiles } from './profiles';
import { createRun, type Run, type RunOptions } from './run';
import type { StatusChange } from './status';

/** A run has ended; `byItself`: nobody asked for it. */
export interface RunEnd {
  readonly agent: Agent;
  readonly exit: Exit;
  readonly ranMs: number;
  readonly byItself: boolean;
}

/** The first process in an agent's terminal. */
export interface AgentProcess {
  readonly agent: Agent;
  readonly pid: number;
  readonly alive: boolean;
}

/** Where the shell in an agent's terminal is. */
export interface AgentPrompt {
  readonly agent: Agent;
  readonly mark: Extract<TerminalSignal, { type: 'prompt' }>['mark'];
  readonly exitCode?: number | undefined;
}

/** What runs in the agents' terminals now. Keeps the registry true. */
export interface Runs {
  readonly events: Event<AgentEvent>;
  readonly ended: Event<RunEnd>;
  readonly processes: Event<AgentProcess>;
  readonly prompts: Event<AgentPrompt>;
  /** To be called before its terminal is opened, so that nothing that comes of it is missed. */
  begin(agent: Agent, terminal: string, options?: { readonly adopted: boolean }): Run;
  /** The terminal is there: its process has this pid. */
  opened(terminal: Pick<Terminal, 'id' | 'pid'>): void;
  /** It could not be opened. */
  cancel(terminal: string): void;
  /** The end that comes was asked for. */
  expectEnd(terminal: string): void;
  exited(terminal: string, exit: Exit, options?: { readonly lost: boolean }): void;
  of(id: string): Run | undefined;
  /** A person has typed. */
  typed(terminal: string, text: string): void;
}

export interface RunsOptions extends Omit<RunOptions, 'statusChanged'> {
  readonly attention: Attention;
  readonly profiles: Profiles;
}

interface Live {
  readonly run: Run;
  opened: boolean;
  endIsAsked: boolean;
}

export function createRuns(options: RunsOptions, scope: Scope): Runs {
  const { hosts, clock, registry, attention, profiles } = options;
  const events = createEmitter<AgentEvent>();
  const ended = createEmitter<RunEnd>();
  const processes = createEmitter<AgentProcess>();
  const prompts = createEmitter<AgentPrompt>();
  /** By terminal. */
  const live = new Map<string, Live>();

  function statusChanged(id: string, { status, source, text, news }: StatusChange): void {
    const before = registry.get(id)?.agent.status;
    registry.change(id, { status, statusSource: source, statusAt: clock.nowMs(), statusText: text });
    const agent = registry.get(id)?.agent;
    if (!agent || !before) return;
    const { name } = agent;
    events.emit({ type: 'agent.status', agent: id, name, status, source, ...(text === undefined ? {} : { text }) });
    attention.changed(agent, { before, news });
  }

  function opened({ id: terminal, pid }: Pick<Terminal, 'id' | 'pid'>): void {
    const known = live.get(terminal);
    if (!known || known.opened) return;
    known.opened = true;
    const { agent: id } = known.run;
    registry.change(id, { pid });
    const agent = registry.get(id)?.agent;
    if (!agent) return;
    processes.emit({ agent, pid, alive: true });
    events.emit({ type: 'agent.started', agent: id, name: agent.name, pid, command: agent.command });
  }

  function exited(terminal: string, exit: Exit, { lost } = { lost: false }): void {
    const known = live.get(terminal);
    live.delete(terminal);
    known?.run.close();
    const before = registry.ofTerminal(terminal);
    if (!before) return;
    if (lost) registry.change(before.id, { terminal: undefined });
    if (!isAlive(before)) return;
    const { id, name, pid, startedAt } = before;
    const now = clock.nowMs();
    registry.change(id, {
      ...{ status: 'exited', statusSource: 'process', statusAt: now, statusText: undefined, exit, lost },
      ...{ pid: undefined, progress: undefined },
    });
    const agent = registry.get(id)?.agent;
    if (!agent) return;
    if (pid !== undefined) processes.emit({ agent, pid, alive: false });
    events.emit({ type: 'agent.exited', agent: id, name, exit, ...(pid === undefined ? {} : { pid }) });
    const byItself = !known?.endIsAsked;
    attention.changed(agent, { before: before.status, news: byItself });
    ended.emit({ agent, exit, byItself, ranMs: now - startedAt });
  }

  function signalled(terminal: string, signal: TerminalSignal): void {
    const run = live.get(terminal)?.run;
    run?.signal(signal);
    const agent = signal.type === 'prompt' && run && registry.get(run.agent)?.agent;
    if (agent) prompts.emit({ agent, mark: signal.mark, exitCode: signal.exitCode });
  }

  function take(event: TerminalEvent): void {
    switch (event.type) {
      case 'opened':
        opened(event.terminal);
        break;
      case 'exited':
        exited(event.terminal.id, event.terminal.exit ?? { unknown: true });
        break;
      case 'signal':
        signalled(event.id, event.signal);
        break;
      case 'lost':
        for (const { id } of event.terminals) exited(id, { unknown: true }, { lost: true });
        break;
      case 'changed':
        break;
      default:
        unreachable(event);
    }
  }

  scope.defer(hosts.events.on(take));
  scope.defer(() => {
    for (const { run } of live.values()) run.close();
    live.clear();
  });

  return {
    ...{ events, ended, processes, prompts, opened, exited },
    begin(agent, terminal, { adopted } = { adopted: false }) {
      const run = createRun({ agent, terminal, adopted, profile: profiles.of(agent) }, { ...options, statusChanged });
      live.set(terminal, { run, opened: adopted, endIsAsked: false });
      if (adopted && agent.pid !== undefined) processes.emit({ agent, pid: agent.pid, alive: true });
      return run;
    },
    cancel(terminal) {
      live.get(terminal)?.run.close();
      live.delete(terminal);
    },
    expectEnd(terminal) {
      const known = live.get(terminal);
      if (known) known.endIsAsked = true;
    },
    typed: (terminal, text) => live.get(terminal)?.run.typed(text),
    of: (id) => [...live.values()].find(({ run }) => run.agent === id)?.run,
  };
}
