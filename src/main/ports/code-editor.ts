import type { Result } from '../../shared/result';

export interface PlaceInFile {
  /** As a program printed it: absolute, relative to `cwd`, with ~, or with the a/ or b/ of a diff. */
  readonly path: string;
  readonly cwd: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** The person's own editor, in a window of its own. */
export interface CodeEditor {
  /**
   * Opens a file that is there, at a line if the editor can; folders and files that no editor is known for go to the
   * desktop's program for them.
   */
  open(place: PlaceInFile): Promise<Result<void, 'not-found' | 'cannot-open'>>;
}
