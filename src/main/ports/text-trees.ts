import type { Scope } from '../../shared/scope';
import type { FileContent } from './files';

/** A file of a watched folder. */
export interface TextChange {
  /** Relative to the folder, with slashes: `tui/init.lua`. */
  readonly path: string;
  readonly content: FileContent;
  /** Two readings some moments apart were the same. Otherwise it may be half a file, and is told again. */
  readonly atRest: boolean;
}

export interface WatchedTree {
  /** Reads all files now; resolves after all that differ from what was told have been told, as being at rest. */
  rescan(): Promise<void>;
}

/** Folders of text files. */
export interface TextTrees {
  /** Makes a folder, with those above it, for this user only. Says why not. */
  prepare(directory: string): string | undefined;
  /**
   * Tells the files with this ending, in the folder and those below, at first and whenever they have changed, however they
   * are written. A text is told as soon as it can be read, and again once it is at rest. Removed files are told only at
   * rest, and empty ones when they stay so for two seconds, as many ways to save a file begin like that. Names that begin with a dot are left out,
   * and what goes beyond 1,000 files. A folder that is not there has no files, and nothing is told when it comes.
   */
  watch(
    directory: string,
    ending: string,
    onChanges: (changes: readonly TextChange[]) => void,
    scope: Scope,
  ): Promise<WatchedTree>;
}
