import { fail, ok, type Result } from '../../../../shared/result';
import type { AgentWorktree } from '../../../../shared/vocabulary';
import { type WorktreesDeps, worktreesFolder } from './deps';
import { markBranch } from './mark';
import type { WorktreeRequest, WorktreeStep } from './model';
import { folderName, isBelow, join, repositoryName } from './paths';
import { findRepository, type Repository } from './repository';
import { runSetup } from './setup';
import { planStart, type Start } from './start';

/** Large repositories take long to check out, the more so with files that come from a server. */
const checkoutMs = 10 * 60_000;
const copyLimits = { files: 5_000, bytes: 500_000_000 };
/** Branches whose folders have the same name. */
const mostNamesakes = 1_000;

export interface CreateOptions {
  readonly onStep?: ((step: WorktreeStep) => void) | undefined;
  readonly signal: AbortSignal;
  /** Two that are checked out at once could choose the same folder. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

export async function createWorktree(
  deps: WorktreesDeps,
  request: WorktreeRequest,
  options: CreateOptions,
): Promise<Result<AgentWorktree, 'failed'>> {
  const checkedOut = await options.inTurn(() => checkOut(deps, request, options));
  if (!checkedOut.ok) return checkedOut;
  const plan = checkedOut.value;
  const furnished = await furnish(deps, plan, options);
  if (furnished.ok) return ok(plan.worktree);
  await undo(deps, plan);
  return furnished;
}

interface Plan {
  readonly repository: Repository;
  readonly start: Start;
  readonly worktree: AgentWorktree;
}

async function checkOut(
  deps: WorktreesDeps,
  request: WorktreeRequest,
  { onStep, signal }: CreateOptions,
): Promise<Result<Plan, 'failed'>> {
  const { git } = deps;
  const { branch } = request;
  const found = await findRepository(git, request.cwd);
  if (!found.ok) return found;
  const repository = found.value;
  const start = await planStart(git, repository, request);
  if (!start.ok) return start;
  const free = await freeBranch(deps, repository, branch);
  if (!free.ok) return free;
  const path = await freePath(deps, repository, branch);
  if (!path.ok) return path;
  onStep?.('checkout');
  const { options, from, base, isNew } = start.value;
  const worktree = { repository: repository.main, path: path.value, branch, base };
  const plan = { repository, start: start.value, worktree };
  const add = ['worktree', 'add', ...options, worktree.path, ...from];
  const added = await git.run(repository.gitDirectory, add, { timeoutMs: checkoutMs, signal });
  if (!added.ok) {
    await undo(deps, plan);
    return fail('failed', added.message);
  }
  if (isNew) await markBranch(deps, worktree);
  return ok(plan);
}

/** Brings what git does not. */
async function furnish(deps: WorktreesDeps, plan: Plan, options: CreateOptions): Promise<Result<void, 'failed'>> {
  const { repository, worktree } = plan;
  const { copy, setup } = deps.settings();
  if (repository.top !== undefined && copy.length > 0) {
    options.onStep?.('copy');
    const copied = await copyUncommitted(deps, repository.top, worktree.path);
    if (!copied.ok) return copied;
  }
  if (setup === undefined) return ok(undefined);
  options.onStep?.('setup');
  const source = repository.top ?? repository.main;
  return runSetup(deps, { command: setup, worktree, source, signal: options.signal });
}

/** The branch must not be in another worktree. One of ours whose folder has gone gives it up. */
async function freeBranch(
  deps: WorktreesDeps,
  repository: Repository,
  branch: string,
): Promise<Result<void, 'failed'>> {
  const holder = repository.worktrees.find((entry) => entry.branch === branch && !entry.bare);
  if (!holder) return ok(undefined);
  if ((await deps.folders.real(holder.path)) !== undefined) {
    return fail(
      'failed',
      `The branch ${branch} is checked out in ${holder.path}. Choose another branch, or work there.`,
    );
  }
  if (holder.locked !== undefined || !isBelow(holder.path, await worktreesFolder(deps))) {
    const remedy = 'If it is gone for good, run: git worktree prune';
    return fail(
      'failed',
      `The branch ${branch} belongs to a worktree in ${holder.path}, which is not there. ${remedy}`,
    );
  }
  const forgotten = await deps.git.run(repository.gitDirectory, ['worktree', 'remove', '--force', holder.path]);
  return forgotten.ok ? ok(undefined) : fail('failed', forgotten.message);
}

async function freePath(
  deps: WorktreesDeps,
  repository: Repository,
  branch: string,
): Promise<Result<string, 'failed'>> {
  const folder = join(await worktreesFolder(deps), repositoryName(repository.main));
  const others = repository.worktrees.filter((entry) => entry.branch !== branch);
  const taken = new Set(others.map(({ path }) => path));
  for (let number = 1; number <= mostNamesakes; number++) {
    const path = join(folder, number === 1 ? folderName(branch) : `${folderName(branch)}-${number}`);
    if (!taken.has(path) && (await deps.folders.readStart(path, 0)) === undefined) return ok(path);
  }
  return fail('failed', `There are too many worktrees in ${folder}. Remove those that nobody needs.`);
}

async function copyUncommitted(deps: WorktreesDeps, from: string, to: string): Promise<Result<void, 'failed'>> {
  const globs = deps.settings().copy.map((glob) => glob.replace(/^(\.?\/)+/, ''));
  const patterns = globs.filter((glob) => glob !== '').map((glob) => `:(top,glob)${glob}`);
  if (patterns.length === 0) return ok(undefined);
  const listed = await deps.git.read(from, ['ls-files', '--others', '-z', '--', ...patterns]);
  if (!listed.ok) return fail('failed', `The list of files to copy can't be used: ${listed.message}`);
  const paths = listed.value.split('\0').filter((path) => path !== '' && !path.endsWith('/'));
  const copied = await deps.folders.copy(from, to, paths, copyLimits);
  if (copied.ok) return ok(undefined);
  const remedy = copied.error === 'too-much' ? ' Make the list of files to copy narrower.' : '';
  return fail('failed', `Files could not be copied into the worktree: ${copied.message}${remedy}`);
}

async function undo({ git, folders }: WorktreesDeps, { repository, start, worktree }: Plan): Promise<void> {
  await git.run(repository.gitDirectory, ['worktree', 'remove', '--force', '--force', worktree.path]);
  await folders.remove(worktree.path);
  if (start.isNew) await git.run(repository.gitDirectory, ['branch', '-D', start.branch]);
}
