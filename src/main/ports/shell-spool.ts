import type { Event } from '../../shared/event';
import type { Result } from '../../shared/result';
import type { Scope } from '../../shared/scope';
import type { ShellKind } from '../../shared/vocabulary';

/** A shell that reports. With its start (0 where the system does not tell) the pid is its identity. */
export interface ReportingShell {
  readonly kind: ShellKind;
  readonly pid: number;
  readonly start: number;
  /** The terminal it was started on, as "pts/3". */
  readonly tty?: string | undefined;
  /** What it wrote, in order, cut anywhere. To be trusted as little as anything that another process says. */
  readonly data: Event<Uint8Array>;
  /** It has ended, and all that it wrote has been told. */
  readonly ended: Event<void>;
}

/** The folder into which shells write what they do. */
export interface ShellSpool {
  /**
   * Makes the folder, empty, for this user only, and follows the shells in it until the scope closes; then removes it,
   * which tells the shells to be quiet. A shell is told of before anything that it wrote.
   */
  open(onShell: (shell: ReportingShell) => void, scope: Scope): Result<void, 'cannot-watch'>;
}
