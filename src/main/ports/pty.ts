import type { Event } from '../../shared/event';
import type { Result } from '../../shared/result';
import type { Exit, TerminalSize } from '../../shared/vocabulary';

export interface PtyRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly size: TerminalSize;
}

/** A process on a pseudo-terminal. Its last output always arrives before `exited`. */
export interface Pty {
  readonly pid: number;
  readonly data: Event<Uint8Array>;
  readonly exited: Event<Exit>;
  write(bytes: Uint8Array): void;
  resize(size: TerminalSize): void;
  /** Stops reading; the kernel's buffer then stops the writer. Nothing is lost. */
  pause(): void;
  resume(): void;
  /** Hangs up, and kills what is left of the session a little later. Resolves when it is gone. */
  close(): Promise<void>;
}

export interface Ptys {
  open(request: PtyRequest): Result<Pty, 'cannot-start'>;
}
