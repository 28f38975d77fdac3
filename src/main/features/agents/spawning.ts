import type { SpawnRequest } from '../../../shared/contract';
import { fail, type Result } from '../../../shared/result';
import type { Agent, AgentWorktree } from '../../../shared/vocabulary';
import type { Clock, TerminalHosts } from '../../ports';
import type { Lifecycle } from './lifecycle';
import type { Plan, Profiles } from './profiles';
import { type AgentRecord, freeName, inventId, plainName } from './record';
import { type Registry, spareAgent, tooMany } from './registry';
import type { Worktrees } from './worktrees';

export interface SpawningOptions {
  readonly registry: Registry;
  readonly profiles: Profiles;
  readonly lifecycle: Lifecycle;
  readonly worktrees: Worktrees;
  readonly hosts: Pick<TerminalHosts, 'remove'>;
  readonly clock: Clock;
}

export type Spawn = (request: SpawnRequest) => Promise<Result<Agent, 'cannot-start'>>;

/** Makes agents: what is asked and what its profile says, in a worktree of its own if that is wanted. */
export function createSpawn({ registry, profiles, lifecycle, worktrees, hosts, clock }: SpawningOptions): Spawn {
  /** When there are too many, the oldest that has ended and holds nothing makes room. */
  function makeRoom(): boolean {
    const { full, spare } = spareAgent(registry.agents.value);
    if (!full) return true;
    if (!spare) return false;
    lifecycle.leave(spare.id);
    registry.remove(spare.id);
    if (spare.terminal !== undefined) void hosts.remove(spare.terminal);
    return true;
  }

  async function makeWorktree(request: SpawnRequest, plan: Plan): Promise<Result<AgentWorktree | undefined, 'failed'>> {
    if (!request.worktree) return { ok: true, value: undefined };
    return worktrees.create({ ...request.worktree, cwd: plan.cwd });
  }

  return async function spawn(request) {
    const planned = await profiles.plan(request);
    if (!planned.ok) return planned;
    const made = await makeWorktree(request, planned.value);
    if (!made.ok) return fail('cannot-start', made.message);
    // Asked for only now, as others may have come meanwhile.
    const started = makeRoom() ? await begin(request, planned.value, made.value) : fail('cannot-start', tooMany);
    if (!started.ok && made.value) await worktrees.remove(made.value, { force: true });
    return started;
  };

  async function begin(request: SpawnRequest, plan: Plan, worktree: AgentWorktree | undefined) {
    const record = newRecord(request, plan, worktree);
    registry.add(record);
    const started = await lifecycle.start(record.agent.id, { size: request.size, prompt: request.prompt });
    if (!started.ok) registry.remove(record.agent.id);
    return started;
  }

  function newRecord(request: SpawnRequest, plan: Plan, worktree: AgentWorktree | undefined): AgentRecord {
    const { profile, command, env } = plan;
    const folder = worktree?.path ?? plan.cwd;
    const names = new Set(registry.agents.value.map(({ name }) => name));
    const now = clock.nowMs();
    return {
      ...{ env, folder, runs: 0 },
      agent: {
        id: inventId((id) => registry.get(id) !== undefined),
        name: plainName(request.name ?? '') ?? freeName(plainName(plan.name) ?? profile.name, names),
        ...{ profile: profile.id, tool: profile.tool, color: profile.color, icon: profile.icon },
        ...{
          group: request.group || undefined,
          parent: request.parent,
          notes: request.notes ?? '',
          command: [...command],
          cwd: folder,
        },
        ...{ worktree, createdAt: now, startedAt: now, status: 'starting', statusSource: 'process', statusAt: now },
        ...{ unseen: false, lost: false, autoRestart: request.autoRestart ?? profile.autoRestart, restarts: 0 },
      },
    };
  }
}
