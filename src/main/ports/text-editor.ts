import type { Result } from '../../shared/result';

/** A text that a person edits in a file of its own, with the editor of this terminal. */
export interface TextEditor {
  /** Where the text is kept until it is removed. */
  readonly file: string;
  /** Opens the editor; resolves with the text once it was closed. */
  edit(): Promise<Result<string, 'no-editor'>>;
  remove(): Promise<void>;
}
