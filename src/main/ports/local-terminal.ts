import type { Event } from '../../shared/event';
import type { TerminalSize } from '../../shared/vocabulary';

/** The terminal that a command of ours was started in, in raw mode: every key comes as the bytes that it types. */
export interface LocalTerminal {
  readonly size: TerminalSize;
  /** How many bits of colour it shows, as its environment tells; 1: none, or none are wanted (NO_COLOR). */
  readonly colorDepth: number;
  readonly input: Event<Uint8Array>;
  readonly resized: Event<void>;
  /** The terminal has gone, or this process was asked to end. */
  readonly ended: Event<void>;
  /** Resolves once the terminal has taken it. */
  write(output: Uint8Array | string): Promise<void>;
  /** What is written at the end, whatever ends this process but a kill. */
  atEnd(output: () => string): void;
  /** Leaves raw mode and stops this process, until its shell lets it go on; then all is as before. */
  suspend(): Promise<void>;
  /** Leaves raw mode. */
  close(): void;
}
