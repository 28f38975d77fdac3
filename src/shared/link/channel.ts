import type { Listener, Unsubscribe } from '../event';

/** Text carries calls and events of the contract; bytes carry terminal frames. */
export type Message = string | Uint8Array;

/**
 * An ordered, reliable, two-way stream of messages: what a transport (message port, WebSocket, local socket) provides
 * and all that the contract needs. No message is delivered before a listener is there, none after `close`.
 */
export interface Channel {
  /** Sends a message; a promise says to wait before sending more. Does nothing once the channel is closed. */
  send(message: Message): void | Promise<void>;
  /** Bytes that were sent but have not left this process; 0 where the transport can't tell. */
  readonly backlog: number;
  onMessage(listener: Listener<Message>): Unsubscribe;
  /** Called once, also when the other side closes; at once if it is closed already. */
  onClose(listener: () => void): Unsubscribe;
  close(): void;
}
