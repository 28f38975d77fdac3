import type { Result } from '../../shared/result';

/** What a path names; links are not followed. */
export type FileStart =
  | { readonly kind: 'file'; readonly start: Uint8Array; readonly bytes: number }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'other' };

export interface CopyLimits {
  readonly files: number;
  readonly bytes: number;
}

/** Whole folders, and files in them by name. */
export interface Folders {
  /** The path without symbolic links; undefined when there is nothing. */
  real(path: string): Promise<string | undefined>;
  /** The names of the folders right in a folder, sorted; none when it can't be read. Links are left out. */
  foldersIn(path: string): Promise<readonly string[]>;
  /**
   * What a folder takes up on disk, and when something right in it last changed. What can't be read counts nothing.
   * Files with several names count once. Ends early, with what it has, when the signal says so.
   */
  measure(path: string, signal: AbortSignal): Promise<{ readonly bytes: number; readonly modifiedAt: number }>;
  /** What a path names, and the first bytes if that is a file; undefined when it can't be read. */
  readStart(path: string, mostBytes: number): Promise<FileStart | undefined>;
  /**
   * Copies regular files from one folder to the same places in another, with their modes. Never follows a link, and never
   * overwrites. What is not a regular file is left out.
   * @returns how many it copied; a failure when they are more than the limits allow
   */
  copy(
    from: string,
    to: string,
    paths: readonly string[],
    limits: CopyLimits,
  ): Promise<Result<number, 'too-much' | 'not-copied'>>;
  /** Removes a folder with all that is in it. No failure when it is not there. */
  remove(path: string): Promise<Result<void, 'not-removed'>>;
}
