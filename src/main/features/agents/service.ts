import type { SpawnRequest } from '../../../shared/contract';
import { createCell, type Event, type Observable } from '../../../shared/event';
import { type Fail, fail, ok, type Result } from '../../../shared/result';
import type { Scope } from '../../../shared/scope';
import {
  type Agent,
  type AgentEvent,
  type AgentStatus,
  isAlive,
  type Notice,
  type Profile,
  type RestartPolicy,
  type Settings,
  type Terminal,
  type TerminalSize,
} from '../../../shared/vocabulary';
import type { Connection } from '../../gateway';
import type { Clock, KeptValues, Log, Programs, TerminalHosts } from '../../ports';
import { adopt, adoptLate } from './adoption';
import { createAttention } from './attention';
import { terminalEnvironment } from './environment';
import type { Hooks } from './hooks';
import { createLifecycle } from './lifecycle';
import type { AgentPolicy } from './policy';
import { createProfiles } from './profiles';
import { type AgentCounts, KeptAgents, plainName } from './record';
import { createRegistry, type NotFound, noAgent } from './registry';
import { type Removal, removeAgent } from './removal';
import { type AgentProcess, type AgentPrompt, createRuns } from './runs';
import { createSpawn } from './spawning';
import { type Waited, type WaitLimits, waitFor } from './waiting';
import type { Worktrees } from './worktrees';

export interface AgentsOptions {
  readonly hosts: TerminalHosts;
  readonly kept: KeptValues;
  readonly programs: Programs;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Observable<Settings>;
  readonly worktrees: Worktrees;
  /** The person's shell, and where agents begin. */
  readonly shell: { readonly file: string; readonly args: readonly string[]; readonly cwd: string };
  /** The hub's own environment. */
  readonly env: Readonly<Record<string, string>>;
  /** VibeRot's own folder. */
  readonly home: string;
  readonly hooks: Pick<Hooks, 'environment' | 'events' | 'leave'>;
  readonly policy: AgentPolicy;
}

export interface AgentChange {
  readonly name?: string | undefined;
  readonly group?: string | undefined;
  readonly notes?: string | undefined;
  readonly autoRestart?: RestartPolicy | undefined;
}

/** Commands in terminals that outlive the hub. */
export interface Agents {
  /** Oldest first. */
  readonly state: Observable<readonly Agent[]>;
  readonly counts: Observable<AgentCounts>;
  readonly events: Event<AgentEvent>;
  readonly notices: Observable<readonly Notice[]>;
  /** A process in an agent's terminal is known from now on, or has ended: also those of before the hub. */
  readonly processes: Event<AgentProcess>;
  readonly prompts: Event<AgentPrompt>;
  /** Resolves once those that an earlier hub left running are found again. What is asked before waits for it. */
  readonly ready: Promise<void>;
  profiles(): Promise<Profile[]>;
  get(id: string): Agent | undefined;
  spawn(request: SpawnRequest): Promise<Result<Agent, 'cannot-start'>>;
  /** Types a text; control characters are left out. */
  send(id: string, text: string, options: { readonly enter: boolean }): Result<void, NotFound | 'not-running' | 'busy'>;
  /** A person has typed into a terminal: of longer texts only the end. */
  typed(terminal: string, text: string): void;
  /** Resolves once the agent has one of the statuses, is removed, the time is over or the signal is aborted. */
  wait(id: string, statuses: readonly AgentStatus[], limits: WaitLimits): Promise<Result<Waited, NotFound>>;
  restart(
    id: string,
    options: { readonly resume?: boolean | undefined; readonly size?: TerminalSize | undefined },
  ): Promise<Result<Agent, NotFound | 'cannot-start'>>;
  kill(id: string): Promise<Result<Agent, NotFound>>;
  /** @returns how many ran */
  killAll(): Promise<number>;
  remove(id: string, options: { readonly worktree: boolean; readonly force: boolean }): Promise<Removal>;
  /** What is undefined stays; an empty group is none. */
  update(id: string, change: AgentChange): Result<Agent, NotFound>;
  look(connection: Pick<Connection, 'signal'>, ids: readonly string[]): void;
}

/** Agents run on when the scope closes. */
export async function createAgents(options: AgentsOptions, scope: Scope): Promise<Agents> {
  const { hosts, clock, log, settings, worktrees, hooks, shell, env, home, policy } = options;
  const kept = await options.kept.open('agents', KeptAgents, scope);
  const registry = createRegistry(kept);
  const profiles = createProfiles(options);
  const attention = createAttention({ ...options, registry });
  const runs = createRuns({ ...options, registry, attention, profiles }, scope);
  const lifecycle = createLifecycle(
    {
      ...{ hosts, registry, runs, profiles, policy, clock, log },
      scrollback: () => settings.value.agents.scrollback,
      transcript: (id) => `${home}/transcripts/${id}.log`,
      async environment({ agent: { id, name }, env: asked }, profile) {
        const own = { VIBEROT_AGENT_ID: id, VIBEROT_AGENT_NAME: name, VIBEROT_HOME: home };
        const path = { PATH: await options.programs.searchPath() };
        const whole = terminalEnvironment(env, { ...path, ...profile.env, ...asked });
        return { ...(await policy.environment(whole)), ...own, ...hooks.environment(id) };
      },
    },
    scope,
  );
  const spawn = createSpawn({ registry, profiles, lifecycle, worktrees, hosts, clock });
  const adoption = { hosts, registry, runs, clock, log, shell: [shell.file, ...shell.args] };
  const ready = hosts.ready.then(() => {
    if (!scope.closed) adopt(adoption);
  });
  // A host that did not answer before has its terminals still.
  const found = (terminal: Terminal) => void ready.then(() => scope.closed || adoptLate(terminal, adoption));
  scope.defer(hosts.events.on((event) => event.type === 'opened' && found(event.terminal)));
  // What hooks told while no hub was there is about agents that are only found now.
  scope.defer(hooks.events.on(({ agent, event }) => void ready.then(() => runs.of(agent)?.hook(event))));
  const notices = createCell(noticesOf(kept.problem.value));
  scope.defer(
    kept.problem.on((problem) => {
      notices.value = noticesOf(problem);
    }),
  );
  scope.defer(() => {
    const { alive } = registry.counts.value;
    if (alive > 0) log.info('Agents are left running', { count: alive });
    else hooks.leave();
  });

  const withAgent = <T>(id: string, use: (agent: Agent) => T): T | Fail<NotFound> => {
    const agent = registry.get(id)?.agent;
    return agent ? use(agent) : noAgent(id);
  };
  /** As it is after what was just done. */
  const asIs = (agent: Agent) => registry.get(agent.id)?.agent ?? agent;

  const agents: Agents = {
    ...{
      state: registry.agents,
      counts: registry.counts,
      events: runs.events,
      processes: runs.processes,
      prompts: runs.prompts,
      notices,
      ready,
    },
    profiles: profiles.list,
    get: (id) => registry.get(id)?.agent,
    async spawn(request) {
      await ready;
      const allowed = await policy.before(request);
      return allowed.ok ? spawn(allowed.value) : allowed;
    },
    send: (id, text, { enter }) =>
      withAgent(id, ({ name }) => {
        const run = runs.of(id);
        return run ? run.type(text, { enter }) : fail('not-running', `${name} does not run. Restart it first.`);
      }),
    typed: runs.typed,
    wait: (id, statuses, limits) => waitFor(id, statuses, limits, { registry, clock }),
    async restart(id, asked) {
      await ready;
      return registry.get(id) ? lifecycle.start(id, asked) : noAgent(id);
    },
    async kill(id) {
      await ready;
      await lifecycle.kill(id);
      return withAgent(id, (agent) => ok(agent));
    },
    async killAll() {
      await ready;
      const alive = registry.agents.value.filter(isAlive);
      for (const { id } of registry.agents.value) lifecycle.leave(id);
      await Promise.all(alive.map(({ id }) => lifecycle.kill(id)));
      return alive.length;
    },
    async remove(id, asked) {
      await ready;
      return removeAgent(id, asked, { registry, lifecycle, worktrees, hosts });
    },
    update: (id, { name, group, notes, autoRestart }) =>
      withAgent(id, (agent) => {
        registry.change(id, {
          ...{
            name: plainName(name ?? '') ?? agent.name,
            notes: notes ?? agent.notes,
            autoRestart: autoRestart ?? agent.autoRestart,
          },
          group: (group ?? agent.group) || undefined,
        });
        if (autoRestart === 'never') lifecycle.leave(id);
        return ok(asIs(agent));
      }),
    look: attention.look,
  };
  return agents;
}

function noticesOf(problem: string | undefined): Notice[] {
  return problem === undefined ? [] : [{ id: 'agents-file', severity: 'warning', message: problem }];
}
