import {
  type AgentPolicy,
  type Agents,
  type AgentsOptions,
  type AttentionChange,
  createAgents,
} from '../../../../src/main/features/agents';
import type { HookEvent } from '../../../../src/main/features/agents/hooks';
import type { Worktrees } from '../../../../src/main/features/agents/worktrees';
import type { KeptValues } from '../../../../src/main/ports';
import type { SpawnRequest } from '../../../../src/shared/contract';
import { type Cell, createCell, createEmitter } from '../../../../src/shared/event';
import { fail } from '../../../../src/shared/result';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { type Agent, type AgentEvent, type Settings, usualSettings } from '../../../../src/shared/vocabulary';
import { quietPolicy } from '../../../fixtures/agent-policy';
import { createFakeClock, type FakeClock, settle } from '../../../fixtures/fake-clock';
import {
  createFakeTerminalHosts,
  type FakeTerminal,
  type FakeTerminalHosts,
} from '../../../fixtures/fake-terminal-hosts';
import { silentLog } from '../../../fixtures/silent-log';

/** A hub's agents whose terminals, clock and disk a test holds in its hands. */
export interface Stage {
  readonly agents: Agents;
  readonly hosts: FakeTerminalHosts;
  readonly clock: FakeClock;
  readonly scope: Scope;
  readonly settings: Cell<Settings>;
  /** Changes of statuses, as they are told to who decides what people are told. */
  readonly told: AttentionChange[];
  /** Of these what who does not look would want to know: "fixer needs-input". */
  readonly news: readonly string[];
  readonly events: AgentEvent[];
  readonly disk: Disk;
  /** Spawns, and gives back the agent with its terminal. Throws when it cannot. */
  spawn(request?: SpawnRequest): Promise<{ agent: Agent; terminal: FakeTerminal }>;
  /** What a hook of the agent's tool tells. */
  hook(agent: string, event: HookEvent): Promise<void>;
  /** The agent as it is now. */
  now(id: string): Agent;
}

/** What outlives the hub. */
export type Disk = Map<string, unknown>;

export interface StageOptions {
  readonly disk?: Disk;
  readonly hosts?: FakeTerminalHosts;
  readonly clock?: FakeClock;
  /** Names of programs on the PATH. */
  readonly programs?: readonly string[];
  readonly worktrees?: Partial<Worktrees>;
  readonly problem?: string;
  readonly policy?: Partial<AgentPolicy>;
  /** Without it the terminals of before are known at once. */
  readonly waits?: boolean;
}

export async function createStage(options: StageOptions = {}): Promise<Stage> {
  const { disk = new Map(), hosts = createFakeTerminalHosts(), clock = createFakeClock() } = options;
  const scope = createScope();
  const settings = createCell(usualSettings);
  const told: AttentionChange[] = [];
  const hooks = createEmitter<{ agent: string; event: HookEvent }>();
  const agents = await createAgents(
    {
      ...{ hosts, clock, settings, log: silentLog, kept: keptOn(disk, options.problem), home: '/home/me/.viberot' },
      ...{ shell: { file: '/bin/sh', args: ['-l'], cwd: '/home/me' }, env: { HOME: '/home/me', TMUX: '1' } },
      programs: {
        searchPath: async () => '/own/bin:/bin',
        find: async (names) =>
          new Map(names.filter((name) => options.programs?.includes(name)).map((name) => [name, `/own/bin/${name}`])),
      },
      policy: { ...quietPolicy, attention: (change) => void told.push(change), ...options.policy },
      hooks: { events: hooks, environment: (id) => ({ VIBEROT_AGENT_SPOOL: `/spool/${id}` }), leave: () => {} },
      worktrees: { ...noWorktrees, ...options.worktrees },
    } satisfies AgentsOptions,
    scope,
  );
  const events: AgentEvent[] = [];
  agents.events.on((event) => events.push(event));
  if (!options.waits) {
    hosts.makeReady();
    await agents.ready;
  }
  const stage: Stage = {
    ...{ agents, hosts, clock, scope, settings, told, events, disk },
    get news() {
      const news = told.filter(({ news, lookedAt }) => news && !lookedAt);
      return news
        .map(({ agent: { name, status } }) => `${name} ${status}`)
        .filter((text) => !text.endsWith(' working'));
    },
    async spawn(request = {}) {
      const spawned = await agents.spawn(request);
      if (!spawned.ok) throw new Error(spawned.message);
      await settle();
      return { agent: spawned.value, terminal: hosts.terminal(spawned.value.terminal) };
    },
    async hook(agent, event) {
      hooks.emit({ agent, event });
      await settle();
    },
    now(id) {
      const agent = agents.get(id);
      if (!agent) throw new Error(`There is no agent ${id}`);
      return agent;
    },
  };
  return stage;
}

function keptOn(disk: Disk, problem: string | undefined): KeptValues {
  return {
    open: async (name, schema) => ({
      before: disk.has(name) ? schema.parse(JSON.parse(JSON.stringify(disk.get(name)))) : undefined,
      problem: createCell(problem),
      save: (value) => void disk.set(name, value),
    }),
  };
}

export const noWorktrees: Worktrees = {
  create: async () => fail('failed', 'There is no repository.'),
  remove: async () => fail('failed', 'There is no worktree.'),
  changes: async () => fail('failed', 'There is no worktree.'),
  orphans: async () => [],
  removeOrphan: async () => fail('failed', 'There is no worktree.'),
  branches: async () => undefined,
  diff: async () => fail('failed', 'There is no repository.'),
};
