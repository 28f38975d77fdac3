import type { Event, Observable } from '../../../shared/event';
import type { ScreenText, TerminalColors, TerminalSize } from '../../../shared/vocabulary';

/** What a view needs to go on from `offset`: the payload of snapshot frames (terminal-frames.ts), not cut into frames. */
export interface Snapshot {
  /** Where data goes on. */
  readonly offset: number;
  readonly size: TerminalSize;
  readonly bytes: Uint8Array;
}

export interface RecorderOptions {
  readonly size: TerminalSize;
  /** Rows above the screen that are kept. */
  readonly scrollback: number;
  /** How many of the last bytes can always be read: a megabyte, unless given. */
  readonly keptBytes?: number | undefined;
}

export interface TextQuestion {
  readonly lines: number;
  readonly unwrap?: boolean | undefined;
  readonly ansi?: boolean | undefined;
}

export interface SearchQuestion {
  readonly text: string;
  readonly caseSensitive?: boolean | undefined;
  readonly regex?: boolean | undefined;
  /** How many matches are enough. */
  readonly most: number;
}

/** A place where a text was found: `line` counts rows from the oldest that is kept. */
export interface SearchMatch {
  readonly line: number;
  readonly text: string;
  readonly at: number;
  readonly length: number;
}

/**
 * What a terminal wrote: its last bytes, and the screen that all of them made. The screen is exact at any time, but is
 * worked out, in a thread, only when somebody asks: a reader, a resize, or the program itself.
 */
export interface Recorder {
  /** Offset of the oldest byte that can be read. */
  readonly start: number;
  /** How many bytes there were in all: the offset of the next one. */
  readonly end: number;
  /** The bytes are copied. */
  append(bytes: Uint8Array): void;
  /** The size that holds for the bytes that follow. */
  resize(size: TerminalSize): void;
  /** A copy of the bytes from `from` to before `to`, which must be kept. */
  read(from: number, to: number): Uint8Array;
  /** The state after all that was appended before, with at most `lines` rows above the screen; all without it. */
  snapshot(question: { readonly lines?: number | undefined }): Promise<Snapshot>;
  text(question: TextQuestion): Promise<ScreenText>;
  /** Newest first. A pattern that cannot be read matches nothing. */
  search(question: SearchQuestion): Promise<SearchMatch[]>;
  /** Whether the program wants pastes marked (DECSET 2004). */
  marksPastes(): Promise<boolean>;
  /** What programs are told from now on when they ask for colours. */
  colors(colors: TerminalColors): void;
  /** What the terminal answers its program, to be written to it as if it was typed. Each answer comes once. */
  readonly replies: Event<Uint8Array>;
  /** True while the screen cannot keep up with what is appended: hold the program back. */
  readonly pressure: Observable<boolean>;
  /** Open questions are answered with what an empty terminal would say. */
  close(): void;
}
