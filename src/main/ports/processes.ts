import type { Event } from '../../shared/event';
import type { Result } from '../../shared/result';
import type { Exit } from '../../shared/vocabulary';

export interface SpawnRequest {
  /** An absolute path, or a name that is looked up in the PATH of `env`. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment of the child; nothing is added. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Output {
  readonly stream: 'stdout' | 'stderr';
  readonly chunk: Uint8Array;
}

/** A child process that leads a session and process group of its own, with stdin, stdout and stderr on pipes. */
export interface Child {
  readonly pid: number;
  readonly output: Event<Output>;
  /** Settles when the process itself has ended and its output was read to the end or 250 ms have passed. */
  readonly exited: Promise<Exit>;
  write(text: string): void;
  /** Closes stdin: the child reads end-of-file. */
  endInput(): void;
  /** Sends a signal to the whole group. False when nobody is left in it. */
  signalGroup(signal: 'SIGHUP' | 'SIGTERM' | 'SIGKILL'): boolean;
  /** True while any process of the group is alive, also after the leader has ended. */
  groupAlive(): boolean;
}

export type SpawnFailure =
  /** The program. */
  | 'not-found'
  /** The folder to start in: it is not there, or may not be entered. */
  | 'no-folder'
  | 'not-executable'
  /** Arguments and environment are longer than the system allows. */
  | 'too-large'
  | 'cannot-start';

export interface Processes {
  /** The environment of the hub itself. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * A process that could be started is there at once: the promise resolves before anything more is read from sockets or
   * files, so the caller knows its pid before any news of it, and hears all of its output.
   */
  spawn(request: SpawnRequest): Promise<Result<Child, SpawnFailure>>;
}
