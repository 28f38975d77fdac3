import type { Fail, Result } from '../../../../shared/result';
import type { AgentWorktree, OrphanWorktree, WorktreeDiff } from '../../../../shared/vocabulary';

export interface WorktreeRequest {
  /** A folder in the repository. */
  readonly cwd: string;
  /** One that is there already, or the name of a new one. */
  readonly branch: string;
  /** What a new branch begins with; without it the branch of `cwd`. */
  readonly base?: string | undefined;
}

/** What is being done for a new worktree. */
export type WorktreeStep = 'checkout' | 'copy' | 'setup';

/** What would be lost with a worktree. */
export interface Changes {
  /** Files that are not committed, new ones as well. */
  readonly files: number;
  /** Commits that nothing else leads to: those of a worktree without a branch. */
  readonly commits: number;
}

/** It has changes; the message says what would be lost. */
export type Dirty = Fail<'dirty'> & Changes;

export type RemovalFailure = Fail<'failed'> | Dirty;

export interface Branches {
  readonly repository: string;
  readonly current?: string | undefined;
  /** Newest first. */
  readonly branches: string[];
}

/** Git worktrees for agents, and what they have changed. */
export interface Worktrees {
  /**
   * Makes a worktree below the worktrees' folder, copies what is not committed but needed, and runs the setup command.
   * After a failure nothing is left of it but the log of the setup, which the message names.
   */
  create(
    request: WorktreeRequest,
    options?: { readonly onStep?: (step: WorktreeStep) => void; readonly signal?: AbortSignal },
  ): Promise<Result<AgentWorktree, 'failed'>>;
  /**
   * Removes a worktree; one with changes only with `force`. Its branch goes with it only if it was made for it and all its
   * commits are in other branches.
   */
  remove(
    worktree: Pick<AgentWorktree, 'path' | 'repository'>,
    options?: { readonly force?: boolean | undefined },
  ): Promise<{ readonly ok: true } | RemovalFailure>;
  changes(path: string): Promise<Result<Changes, 'failed'>>;
  /** Worktrees below the worktrees' folder that are not among the used paths. */
  orphans(usedPaths: readonly string[], signal?: AbortSignal): Promise<OrphanWorktree[]>;
  /** As `remove`, for one of the orphans. Refuses whatever is not a worktree below the worktrees' folder. */
  removeOrphan(
    path: string,
    options?: { readonly force?: boolean | undefined },
  ): Promise<{ readonly ok: true } | RemovalFailure>;
  /** Of the repository that a folder lies in; undefined when there is none. */
  branches(cwd: string): Promise<Branches | undefined>;
  /** What a folder's repository has since it parted from a base; without a base, from the default branch. */
  diff(cwd: string, base?: string): Promise<Result<WorktreeDiff, 'failed'>>;
}
