import type { Channel } from '../../shared/link';
import type { Result } from '../../shared/result';
import type { FileContent, Home, ProbeInstaller, ShellSetups } from '../ports';

export interface ServeOptions {
  readonly home: Home;
  /** 0 chooses a free port. */
  readonly port: number;
  /** Open the page in the person's browser. */
  readonly open: boolean;
}

/** What the commands need of the system they run on. */
export interface CliHost {
  readonly version: string;
  /** How long a hub may take for its first answer, unless 5 s. */
  readonly firstAnswerMs?: number;
  /** Writes a line to stdout; resolves when there is room for more. */
  out(line: string): Promise<void>;
  error(line: string): Promise<void>;
  locateHome(asked: string | undefined): Home;
  readText(path: string): Promise<FileContent>;
  /** How to open a channel to the hub of a home; undefined when none has left word of itself. */
  openHub(home: Home): (() => Promise<Channel>) | undefined;
  /** Asks for passwords on this terminal. */
  readonly probeInstaller: ProbeInstaller;
  shellSetups(home: Home): ShellSetups;
  openOnDesktop(target: string): Promise<Result<void, 'cannot-open'>>;
  /** Runs a hub until it is asked to end. @returns the exit code */
  serve(options: ServeOptions): Promise<number>;
}
