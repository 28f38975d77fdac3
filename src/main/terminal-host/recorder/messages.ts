import type { ScreenText, TerminalColors, TerminalSize } from '../../../shared/vocabulary';
import type { SearchMatch, SearchQuestion, Snapshot, TextQuestion } from './recorder';
import type { Tail } from './recording';
import type { ScreenOptions } from './screen';

/** What the thread of the screens is told. Of one screen it does all in order. */
export type ToScreens = { readonly screen: number } & (
  | ({ readonly type: 'open' } & Omit<ScreenOptions, 'reply'>)
  /** With `urgent` the program waits for an answer. */
  | { readonly type: 'write'; readonly bytes: Uint8Array; readonly urgent: boolean }
  | { readonly type: 'skip'; readonly to: number; readonly summary: string }
  | { readonly type: 'resize'; readonly size: TerminalSize }
  | { readonly type: 'colors'; readonly colors: TerminalColors }
  | { readonly type: 'ask'; readonly number: number; readonly question: ScreenQuestion }
  | { readonly type: 'close' }
);

/** With a `tail`, as if that had been written: all that is asked about is in there. */
export type ScreenQuestion =
  | { readonly about: 'snapshot'; readonly lines?: number | undefined; readonly tail?: Tail | undefined }
  | { readonly about: 'text'; readonly asked: TextQuestion; readonly tail?: Tail | undefined }
  | { readonly about: 'search'; readonly asked: SearchQuestion }
  | { readonly about: 'marksPastes' };

/** What each question is answered with. */
export interface ScreenAnswers {
  readonly snapshot: Snapshot;
  readonly text: ScreenText;
  readonly search: SearchMatch[];
  readonly marksPastes: boolean;
}

export type FromScreens = { readonly screen: number } /** All before this offset was parsed. */ & (
  | { readonly type: 'parsed'; readonly end: number; readonly calm: boolean }
  | { readonly type: 'reply'; readonly bytes: Uint8Array }
  | { readonly type: 'answer'; readonly number: number; readonly value: ScreenAnswers[keyof ScreenAnswers] }
);

/** The thread in which all screens live. */
export interface ScreenThread {
  /** @param moved memory that goes over instead of being copied */
  post(message: ToScreens, moved?: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: FromScreens) => void): void;
  /** It ended by itself: a bug, or no memory. */
  onEnd(listener: (why: string) => void): void;
  close(): void | Promise<void>;
}
