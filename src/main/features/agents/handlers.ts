import type { Fail } from '../../../shared/result';
import { isAlive } from '../../../shared/vocabulary';
import { implementer, valuesOf } from '../../gateway';
import type { CodeEditor } from '../../ports';
import type { Hooks } from './hooks';
import { noAgent } from './registry';
import type { Agents } from './service';
import type { Worktrees } from './worktrees';

export interface AgentsCalls {
  readonly agents: Agents;
  readonly worktrees: Worktrees;
  readonly hooks: Pick<Hooks, 'states' | 'set'>;
  readonly editor: CodeEditor;
}

/** Output of many agents changes what is shown all the time; a page draws no more often than this. */
const leastPauseMs = 100;

/** The part of the contract that is about agents. */
export function agentsHandlers({ agents, worktrees, hooks, editor }: AgentsCalls) {
  return {
    list: implementer.agents.list.handler(async () => {
      await agents.ready;
      return [...agents.state.value];
    }),
    watch: implementer.agents.watch.handler(async function* ({ signal }) {
      await agents.ready;
      for await (const list of valuesOf(agents.state, signal, leastPauseMs)) yield [...list];
    }),
    profiles: implementer.agents.profiles.handler(() => agents.profiles()),
    spawn: implementer.agents.spawn.handler(async ({ input, errors }) => {
      const spawned = await agents.spawn(input);
      if (spawned.ok) return spawned.value;
      throw errors.CANNOT_START(because(spawned));
    }),
    send: implementer.agents.send.handler(({ input: { ids, text, enter = true } }) =>
      ids.map((id) => {
        const sent = agents.send(id, text, { enter });
        return sent.ok ? { id } : { id, problem: sent.message };
      }),
    ),
    wait: implementer.agents.wait.handler(async ({ input: { id, statuses, timeoutMs }, signal, errors }) => {
      await agents.ready;
      const waited = await agents.wait(id, statuses, { timeoutMs, signal });
      if (waited.ok) return waited.value;
      throw errors.NOT_FOUND({ message: waited.message, data: { id } });
    }),
    restart: implementer.agents.restart.handler(async ({ input: { id, ...asked }, errors }) => {
      const restarted = await agents.restart(id, asked);
      if (restarted.ok) return restarted.value;
      if (restarted.error === 'not-found') throw errors.NOT_FOUND({ message: restarted.message, data: { id } });
      throw errors.FAILED(because(restarted));
    }),
    kill: implementer.agents.kill.handler(async ({ input: { id }, errors }) => {
      const killed = await agents.kill(id);
      if (killed.ok) return killed.value;
      throw errors.NOT_FOUND({ message: killed.message, data: { id } });
    }),
    killAll: implementer.agents.killAll.handler(async () => ({ killed: await agents.killAll() })),
    remove: implementer.agents.remove.handler(async ({ input: { id, worktree, force = false }, errors }) => {
      const removed = await agents.remove(id, { worktree: worktree === 'remove', force });
      if (removed.ok) return;
      if (removed.error === 'not-found') throw errors.NOT_FOUND({ message: removed.message, data: { id } });
      if (removed.error === 'failed') throw errors.FAILED(because(removed));
      throw errors.DIRTY({ message: removed.message, data: { files: removed.files, lost: removed.message } });
    }),
    update: implementer.agents.update.handler(({ input: { id, ...change }, errors }) => {
      const updated = agents.update(id, change);
      if (updated.ok) return updated.value;
      throw errors.NOT_FOUND({ message: updated.message, data: { id } });
    }),
    look: implementer.agents.look.handler(({ input, context }) => agents.look(context.connection, input.ids)),
    diff: implementer.agents.diff.handler(async ({ input: { id }, errors }) => {
      const agent = agents.get(id);
      if (!agent) throw errors.NOT_FOUND({ message: noAgent(id).message, data: { id } });
      const diff = await worktrees.diff(agent.worktree?.path ?? agent.cwd, agent.worktree?.base);
      if (diff.ok) return diff.value;
      throw errors.FAILED(because(diff));
    }),
    branches: implementer.agents.branches.handler(({ input }) => worktrees.branches(input.cwd)),
    orphans: implementer.agents.orphans.handler(async ({ signal }) => {
      await agents.ready;
      return worktrees.orphans(usedPaths(agents), signal);
    }),
    removeOrphan: implementer.agents.removeOrphan.handler(async ({ input: { path, force }, errors }) => {
      await agents.ready;
      const user = agents.state.value.find(({ worktree }) => worktree?.path === path);
      if (user) {
        const message = `The agent ${user.name} uses it. Remove it together with the agent.`;
        throw errors.FAILED({ message, data: { reason: message } });
      }
      const removed = await worktrees.removeOrphan(path, { force });
      if (removed.ok) return;
      if (removed.error === 'failed') throw errors.FAILED(because(removed));
      throw errors.DIRTY({ message: removed.message, data: { files: removed.files, lost: removed.message } });
    }),
    hooks: implementer.agents.hooks.handler(() => hooks.states()),
    setHooks: implementer.agents.setHooks.handler(async ({ input: { tool, on }, errors }) => {
      const set = await hooks.set(tool, on);
      if (!set.ok) throw errors.FAILED(because(set));
      return hooks.states();
    }),
    openFile: implementer.agents.openFile.handler(async ({ input: { id, ...place }, errors }) => {
      const agent = agents.get(id);
      if (!agent) throw errors.NOT_FOUND({ message: noAgent(id).message, data: { id } });
      const opened = await editor.open({ ...place, cwd: agent.cwd });
      if (!opened.ok) throw errors.FAILED(because(opened));
    }),
  };
}

function because({ message }: Fail<string>) {
  return { message, data: { reason: message } };
}

/** Folders that agents work in, in worktrees of their own or others'. */
function usedPaths(agents: Agents): string[] {
  return agents.state.value.flatMap((agent) => [
    ...(agent.worktree ? [agent.worktree.path] : []),
    ...(isAlive(agent) ? [agent.cwd] : []),
  ]);
}
