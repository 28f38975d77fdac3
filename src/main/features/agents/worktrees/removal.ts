import { fail, type Result } from '../../../../shared/result';
import { describeChanges, readChanges } from './changes';
import { type WorktreesDeps, worktreesFolder } from './deps';
import { markedBranch } from './mark';
import type { RemovalFailure } from './model';
import { isBelow, isSamePath } from './paths';
import { findRepository, type Repository, type WorktreeEntry } from './repository';

type Removal = { readonly ok: true } | RemovalFailure;

const removalMs = 5 * 60_000;

export async function removeWorktree(deps: WorktreesDeps, path: string, force: boolean): Promise<Removal> {
  const { git, folders } = deps;
  const real = await folders.real(path);
  // Somebody has removed it already.
  if (real === undefined) return { ok: true };
  const found = await findRepository(git, real);
  if (!found.ok) return removeRest(deps, real, force);
  const entry = linkedWorktree(found.value, real);
  if (!entry.ok) return entry;
  if (!force) {
    const lost = await whatIsLost(deps, real, entry.value);
    if (lost) return lost;
  }
  const own = await markedBranch(deps, real);
  const removed = await git.run(found.value.gitDirectory, ['worktree', 'remove', '--force', '--force', real], {
    timeoutMs: removalMs,
  });
  if (!removed.ok) return fail('failed', removed.message);
  if (own !== undefined && own === entry.value.branch) await removeBranch(deps, found.value, own);
  return { ok: true };
}

function linkedWorktree(repository: Repository, path: string): Result<WorktreeEntry, 'failed'> {
  const at = repository.worktrees.findIndex((entry) => isSamePath(entry.path, path));
  const entry = repository.worktrees[at];
  if (entry && at > 0) return { ok: true, value: entry };
  return fail('failed', `${path} is not a worktree that could be removed. It is left as it is.`);
}

async function whatIsLost(
  deps: WorktreesDeps,
  path: string,
  { locked }: WorktreeEntry,
): Promise<RemovalFailure | undefined> {
  if (locked !== undefined) {
    const why = locked === '' ? '' : `: ${locked}`;
    return fail('failed', `The worktree ${path} is locked${why}. Unlock it with: git worktree unlock`);
  }
  const changes = await readChanges(deps, path);
  if (!changes.ok) return changes;
  const { files, commits } = changes.value;
  if (files === 0 && commits === 0) return undefined;
  return { ...fail('dirty', `The worktree ${path} has ${describeChanges(changes.value)}.`), files, commits };
}

/** A branch whose commits are all in others as well is worth nothing without its worktree. */
async function removeBranch({ git, log }: WorktreesDeps, { gitDirectory }: Repository, branch: string): Promise<void> {
  const others = ['--not', `--exclude=${branch}`, '--branches', '--remotes', '--tags'];
  const own = await git.read(gitDirectory, ['rev-list', '--count', `refs/heads/${branch}`, ...others]);
  if (!own.ok || Number(own.value) > 0) return;
  const removed = await git.run(gitDirectory, ['branch', '-D', branch]);
  if (!removed.ok) log.warn('A branch stays, although its worktree was removed', { branch, problem: removed.message });
}

/** The repository has gone, so what is left is a folder like any other. */
async function removeRest(deps: WorktreesDeps, path: string, force: boolean): Promise<Removal> {
  if (!isBelow(path, await worktreesFolder(deps))) {
    return fail('failed', `${path} does not belong to a repository any more. Remove the folder yourself.`);
  }
  if (!force) {
    const message = `The repository of ${path} is gone, so nobody can tell what would be lost.`;
    return { ...fail('dirty', message), files: 0, commits: 0 };
  }
  const removed = await deps.folders.remove(path);
  return removed.ok ? { ok: true } : fail('failed', removed.message);
}
