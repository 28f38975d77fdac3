import { type Fail, fail, type Ok, ok } from '../../../shared/result';
import type { AgentWorktree } from '../../../shared/vocabulary';
import type { TerminalHosts } from '../../ports';
import type { Lifecycle } from './lifecycle';
import { type NotFound, noAgent, type Registry } from './registry';
import { type Dirty, describeChanges, type Worktrees } from './worktrees';

export type Removal = Ok<void> | Fail<NotFound> | Fail<'failed'> | Dirty;

export interface RemovalOptions {
  readonly registry: Registry;
  readonly lifecycle: Lifecycle;
  readonly worktrees: Worktrees;
  readonly hosts: Pick<TerminalHosts, 'remove'>;
}

/** Forgets an agent, which is killed first, and its worktree if that is asked for. */
export async function removeAgent(
  id: string,
  asked: { readonly worktree: boolean; readonly force: boolean },
  { registry, lifecycle, worktrees, hosts }: RemovalOptions,
): Promise<Removal> {
  const agent = registry.get(id)?.agent;
  if (!agent) return noAgent(id);
  const worktree = asked.worktree ? agent.worktree : undefined;
  // Asked before anything is ended: who is told of changes may want to go on.
  const objection = worktree && (await objectionTo(id, worktree, asked.force));
  if (objection) return objection;
  await lifecycle.kill(id);
  if (worktree) {
    const removed = await worktrees.remove(worktree, { force: asked.force });
    if (!removed.ok) return removed;
  }
  const terminal = registry.get(id)?.agent.terminal;
  registry.remove(id);
  if (terminal !== undefined) await hosts.remove(terminal);
  return ok(undefined);

  async function objectionTo(own: string, { path }: AgentWorktree, force: boolean): Promise<Removal | undefined> {
    const others = registry.agents.value.filter(({ id, worktree }) => id !== own && worktree?.path === path);
    if (others[0]) return fail('failed', `${others[0].name} works in the same worktree. Remove that agent first.`);
    if (force) return undefined;
    const changes = await worktrees.changes(path);
    // A worktree that is not there any more has no changes to lose.
    if (!changes.ok || (changes.value.files === 0 && changes.value.commits === 0)) return undefined;
    return { ...fail('dirty', `Its worktree has ${describeChanges(changes.value)}.`), ...changes.value };
  }
}
