import { fail } from '../../../../shared/result';
import type { Scope } from '../../../../shared/scope';
import { listBranches } from './branches';
import { readChanges } from './changes';
import { createWorktree } from './create';
import type { WorktreesDeps } from './deps';
import { readDiff } from './diff';
import type { Worktrees } from './model';
import { findOrphans, linkedFolders } from './orphans';
import { removeWorktree } from './removal';

/** What is under way when the scope closes is stopped and undone. */
export function createWorktrees(deps: WorktreesDeps, scope: Scope): Worktrees {
  const until = (signal: AbortSignal | undefined) => (signal ? AbortSignal.any([signal, scope.signal]) : scope.signal);
  const underWay = new Set<Promise<unknown>>();
  scope.defer(async () => void (await Promise.allSettled(underWay)));

  let turn: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }
  function untilDone<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }
  return {
    create: (request, { onStep, signal } = {}) =>
      untilDone(createWorktree(deps, request, { onStep, signal: until(signal), inTurn })),
    remove: ({ path }, { force = false } = {}) => untilDone(inTurn(() => removeWorktree(deps, path, force))),
    changes: (path) => readChanges(deps, path),
    orphans: (usedPaths, signal) => findOrphans(deps, usedPaths, until(signal)),
    async removeOrphan(path, { force = false } = {}) {
      const known = (await linkedFolders(deps)).some((folder) => folder.path === path);
      if (!known) return fail('failed', `${path} is not one of the worktrees here. It is left as it is.`);
      return untilDone(inTurn(() => removeWorktree(deps, path, force)));
    },
    branches: (cwd) => listBranches(deps.git, cwd),
    diff: (cwd, base) => readDiff(deps, cwd, base),
  };
}
