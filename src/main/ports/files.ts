import type { Result } from '../../shared/result';
import type { Scope } from '../../shared/scope';

/** The content of a watched file. */
export type FileContent = Result<string, 'not-found' | 'unreadable'>;

export interface Files {
  readText(path: string): Promise<FileContent>;
  /** Creates the file (mode 0600) unless it exists; never overwrites. True when it was created. */
  createText(path: string, text: string): Promise<Result<boolean, 'not-writable'>>;
  /**
   * Replaces the file's content in one go: whatever happens meanwhile, the file holds either the old text or the new one,
   * whole. Keeps its mode and owner. A symbolic link stays one; what it points to is replaced.
   */
  replaceText(path: string, text: string): Promise<Result<void, 'not-writable'>>;
  /**
   * Adds a line to the end of a regular file, in the order of the calls; creates the file (mode 0600) when it is not there,
   * but no folder.
   */
  appendLine(path: string, line: string): Promise<Result<void, 'not-writable'>>;
  /**
   * Calls back with the file's content at first and whenever it has changed and is at rest, however it was written:
   * in place, truncated and rewritten, renamed over, removed and made again. Never with a half-written file's content
   * if the rest follows within some tens of milliseconds. The same content is reported once.
   */
  watchText(path: string, onContent: (content: FileContent) => void, scope: Scope): void;
}
