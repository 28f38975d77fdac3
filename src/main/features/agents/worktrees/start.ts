import { fail, ok, type Result } from '../../../../shared/result';
import type { Git } from '../../../ports';
import type { WorktreeRequest } from './model';
import { commitOf, currentBranch, defaultBranch, line, type Repository, remoteBranches } from './repository';

/** What a worktree begins with. */
export interface Start {
  readonly branch: string;
  readonly base: string;
  /** The branch is made for it. */
  readonly isNew: boolean;
  /** The arguments of `git worktree add` around the path. */
  readonly options: readonly string[];
  readonly from: readonly string[];
}

export async function planStart(
  git: Git,
  repository: Repository,
  request: WorktreeRequest,
): Promise<Result<Start, 'failed'>> {
  const { cwd, branch } = request;
  const named = await git.read(cwd, ['check-ref-format', '--branch', branch]);
  // To git "@" is HEAD, also where a branch is called so.
  if (!named.ok || line(named.value) !== branch || branch === '@') {
    return fail('failed', `"${branch}" is not a name that git takes for a branch. Use letters, digits, - and /.`);
  }
  const local = await git.read(cwd, ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`]);
  if (local.ok) {
    const base = request.base ?? (await defaultBranch(git, cwd)) ?? branch;
    return ok({ branch, base, isNew: false, options: [], from: [branch] });
  }
  const [remote, another] = await remoteBranches(git, cwd, branch);
  if (remote !== undefined && another === undefined && request.base === undefined) {
    const base = remote.replace(/^refs\/remotes\//, '');
    return ok({ branch, base, isNew: true, options: ['--track', '-b', branch], from: [remote] });
  }
  const base = request.base ?? (await usualBase(git, repository, cwd));
  const commit = await commitOf(git, cwd, base);
  if (commit === undefined) return fail('failed', noCommit(base, request));
  return ok({ branch, base, isNew: true, options: ['--no-track', '-b', branch], from: [commit] });
}

async function usualBase(git: Git, { top }: Repository, cwd: string): Promise<string> {
  const usual = top === undefined ? await defaultBranch(git, cwd) : undefined;
  if (usual !== undefined) return usual;
  const current = await currentBranch(git, cwd);
  // Without a branch the commit's own name still says later what it began with.
  return current ?? (await commitOf(git, cwd, 'HEAD')) ?? 'HEAD';
}

function noCommit(base: string, request: WorktreeRequest): string {
  if (request.base !== undefined) return `There is no branch or commit "${base}" in the repository of ${request.cwd}.`;
  return `The repository of ${request.cwd} has no commit yet. Make a first commit, then try again.`;
}
