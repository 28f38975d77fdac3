import type { Event } from '../../shared/event';
import type { Result } from '../../shared/result';
import type { Exit } from '../../shared/vocabulary';

/** The native helper as the set-up left it. */
export interface ProbeHelper {
  /** Path of the executable; undefined when it could not be built here. */
  readonly path: string | undefined;
  readonly reason?: string | undefined;
  readonly remedy?: string | undefined;
}

/** A running helper that has been started and is expected to connect back. */
export interface ProbeProcess {
  readonly pid: number;
  /** Text the helper sent over its socket, in order, cut anywhere. */
  readonly data: Event<string>;
  /** What it wrote to stderr, line by line. */
  readonly errors: Event<string>;
  /** Settles when the process has ended and its socket has closed. */
  readonly ended: Promise<Exit>;
  /** Asks it to end (SIGTERM), then kills it. Resolves when it has ended. */
  close(): Promise<void>;
}

/** Starts helpers and gives each a private socket to talk over. */
export interface ProbeHost {
  helper(): Promise<ProbeHelper>;
  /**
   * Listens on a socket that only this user can reach, starts the helper with its path and hands it `token` on stdin.
   * Connections other than the first are refused.
   */
  start(path: string, token: string): Promise<Result<ProbeProcess, 'cannot-start'>>;
}
