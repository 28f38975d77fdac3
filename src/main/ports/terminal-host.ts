import type { Event, Observable } from '../../shared/event';
import type { TerminalFrame } from '../../shared/link';
import type { Result } from '../../shared/result';
import type { ScreenText, Terminal, TerminalColors, TerminalSignal, TerminalSize } from '../../shared/vocabulary';

export interface TerminalRequest {
  readonly id: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly size: TerminalSize;
  /** Lines above the screen that are kept. */
  readonly scrollback: number;
  /** The output is also appended to this file. */
  readonly transcript?: string | undefined;
}

export interface TerminalMatch {
  readonly id: string;
  readonly line: number;
  readonly text: string;
  readonly at: number;
  readonly length: number;
}

export interface SearchRequest {
  readonly text: string;
  readonly ids?: readonly string[] | undefined;
  readonly caseSensitive?: boolean | undefined;
  readonly regex?: boolean | undefined;
}

/** What a view of terminals gets: frames in both directions, over a channel of its own to each host. */
export interface TerminalLine {
  readonly frames: Event<TerminalFrame>;
  /** A promise says to wait before sending more. */
  sendFrame(frame: TerminalFrame): void | Promise<void>;
  attach(request: {
    readonly id: string;
    readonly from?: number | undefined;
    readonly lines?: number | undefined;
  }): Promise<Result<{ readonly stream: number; readonly offset: number; readonly terminal: Terminal }, 'not-found'>>;
  detach(stream: number): void;
  /** A whole snapshot on a stream. */
  snapshot(stream: number): void;
  /** Gives it a size, and this line the say over it. */
  resize(id: string, size: TerminalSize): void;
  close(): void;
}

export type TerminalEvent =
  | { readonly type: 'opened'; readonly terminal: Terminal }
  /** Also after an adoption, for all that ended before it: the end of a terminal may be told twice. */
  | { readonly type: 'exited'; readonly terminal: Terminal }
  | { readonly type: 'changed'; readonly terminal: Terminal }
  | { readonly type: 'signal'; readonly id: string; readonly signal: TerminalSignal }
  /** The host ended without a word: its terminals are gone, and how their processes ended is unknown. */
  | { readonly type: 'lost'; readonly terminals: readonly Terminal[] };

/** A terminal host as the status shows it. */
export interface TerminalHostInfo {
  readonly pid: number;
  readonly build: string;
  /** Of the app's own build; others take no new terminals and end with their last one. */
  readonly current: boolean;
  readonly terminals: number;
}

/**
 * The terminals of a home. They live in processes outside the hub (terminal hosts), started with the first terminal and
 * found again by the next hub. A host ends when it has no terminal that runs and no hub any more.
 */
export interface TerminalHosts {
  /** All terminals that the hosts have, ended ones until they are removed. Those of before are there once `ready`. */
  readonly terminals: Observable<readonly Terminal[]>;
  readonly hosts: Observable<readonly TerminalHostInfo[]>;
  readonly events: Event<TerminalEvent>;
  /** Resolves once the terminals that an earlier hub left are adopted, or there are none. */
  readonly ready: Promise<void>;
  open(request: TerminalRequest): Promise<Result<Terminal, 'cannot-start'>>;
  /** Writes as if it was typed. False when it has ended or too much waits to be read. */
  write(id: string, bytes: Uint8Array): boolean;
  screen(
    id: string,
    options: { readonly lines: number; readonly unwrap?: boolean | undefined; readonly ansi?: boolean | undefined },
  ): Promise<Result<ScreenText, 'not-found'>>;
  search(request: SearchRequest): Promise<Result<TerminalMatch[], 'bad-pattern'>>;
  colors(colors: TerminalColors): void;
  /** Whether the program wants pastes marked (DECSET 2004), as of now. */
  marksPastes(id: string): Promise<boolean>;
  /** Hangs up, then kills, every process that descends from it or belongs to its session. Resolves when none is left. */
  kill(id: string): Promise<void>;
  /** Forgets a terminal; one that runs is killed. */
  remove(id: string): Promise<void>;
  /** Lines for one view, such as a page's connection. */
  line(): TerminalLine;
}
