import type { Event } from '../../shared/event';
import type { TerminalFrame } from '../../shared/link';

/** The hub's side of one channel, as handlers of the contract see it. */
export interface Connection {
  readonly frames: Event<TerminalFrame>;
  /** A promise says to wait before sending more. */
  sendFrame(frame: TerminalFrame): void | Promise<void>;
  /** Aborted when the channel closes. */
  readonly signal: AbortSignal;
}
