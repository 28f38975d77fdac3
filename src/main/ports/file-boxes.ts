import type { Result } from '../../shared/result';
import type { Scope } from '../../shared/scope';

/** `outside`: not in one of the box's folders, also by a link; `failed`: the message is what the system says. */
export type FileBoxFailure = 'outside' | 'failed';

/** Some folders, and nothing else of the file system. */
export interface FileBox {
  /** Undefined when there is no such file. @param mostBytes at most 16 MB, as it is without it */
  read(path: string, mostBytes?: number): Promise<Result<Uint8Array | undefined, FileBoxFailure>>;
  /** Replaces a file in one go, or makes it, with the folders above it. */
  write(path: string, data: string | Uint8Array): Promise<Result<void, FileBoxFailure>>;
  append(path: string, line: string): Promise<Result<void, FileBoxFailure>>;
  /** Names in a folder, sorted; those of folders end in a slash. Empty when it is not there. */
  list(path: string): Promise<Result<string[], FileBoxFailure>>;
  /** Removes a file, or a folder with all that is in it. False when there was nothing. */
  remove(path: string): Promise<Result<boolean, FileBoxFailure>>;
  /**
   * Tells what changes in a folder and those below, by absolute path, until the scope closes. The folder is made if it is
   * not there. Names that begin with a dot are left out.
   */
  watch(
    path: string,
    onChange: (path: string, what: 'created' | 'modified' | 'removed') => void,
    scope: Scope,
  ): Promise<Result<void, FileBoxFailure>>;
}

export interface FileBoxes {
  /** @param folders absolute; relative paths begin in the first */
  open(folders: readonly [string, ...string[]]): FileBox;
}
