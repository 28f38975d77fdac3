import type { Result } from '../../shared/result';

export type GitFailure =
  /** git complained; the message is what it said. */
  | 'git-failed'
  /** git is not installed, or too old. */
  | 'no-git';

export interface GitOptions {
  /** One minute unless told otherwise. */
  readonly timeoutMs?: number;
  /** Output beyond it is not waited for: what came until then is the answer. 16 MB unless told otherwise. */
  readonly mostBytes?: number;
  /** Exit codes besides 0 that are no failure. */
  readonly okCodes?: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

export interface GitReadOptions extends GitOptions {
  /** Settings that win over the repository's own. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Runs git: never asks for passwords, opens no editor and no pager, speaks English. */
export interface Git {
  /**
   * For questions. Takes no locks, and runs neither hooks nor a file system monitor nor a transport that the repository's
   * settings name. Filters and diff programs are the caller's to switch
   * off.
   * @returns what it printed
   */
  read(cwd: string, args: readonly string[], options?: GitReadOptions): Promise<Result<string, GitFailure>>;
  /** For changes, just as when a person types the command: the repository's hooks and filters run. */
  run(cwd: string, args: readonly string[], options?: GitOptions): Promise<Result<string, GitFailure>>;
}
