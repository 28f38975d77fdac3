import type { Event } from '../../shared/event';
import type { Result } from '../../shared/result';
import type { Exit, TerminalSize } from '../../shared/vocabulary';

export interface PtyRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly size: TerminalSize;
  /** Name of a variable in `env` whose value no other process of before has: what the process starts is known by it. */
  readonly mark?: string | undefined;
}

/** A process on a pseudo-terminal. Its last output always arrives before `exited`. */
export interface Pty {
  readonly pid: number;
  /** When it started, in the system's unit, as text; with the pid its identity. Empty where the system does not say. */
  readonly start: string;
  /** Chunks are valid for as long as the listener runs: their memory is used again. */
  readonly data: Event<Uint8Array>;
  readonly exited: Event<Exit>;
  /** Input waits for a process that does not read, up to `mostInputBytes`; a write beyond is refused whole. */
  write(bytes: Uint8Array): void;
  /** So many bytes of what was written no longer wait: the system took them, or they were refused. */
  readonly taken: Event<number>;
  resize(size: TerminalSize): void;
  /** Stops reading; the kernel's buffer then stops the writer. Nothing is lost. */
  pause(): void;
  resume(): void;
  /**
   * Hangs up, asks to end, and kills, every process that came from it, also those that left its session and those that
   * outlived it. Resolves when none is left.
   */
  close(): Promise<void>;
}

/** Of one terminal. */
export const mostInputBytes = 1024 * 1024;

export interface Ptys {
  open(request: PtyRequest): Result<Pty, 'cannot-start'>;
}
