import { createEmitter, type Listener, type Unsubscribe } from '../event';
import type { Channel, Message } from './channel';

/** The receiving half of a channel: keeps messages until somebody listens, and says once that the channel has closed. */
export interface Inbox extends Pick<Channel, 'onMessage' | 'onClose'> {
  readonly closed: boolean;
  receive(message: Message): void;
  markClosed(): void;
}

export function createInbox(): Inbox {
  const messages = createEmitter<Message>();
  const closings = createEmitter<void>();
  const waiting: Message[] = [];
  let listened = false;
  let closed = false;
  return {
    get closed() {
      return closed;
    },
    receive(message) {
      if (closed) return;
      if (listened) messages.emit(message);
      else waiting.push(message);
    },
    markClosed() {
      if (closed) return;
      closed = true;
      closings.emit();
    },
    onMessage(listener: Listener<Message>): Unsubscribe {
      const unsubscribe = messages.on(listener);
      listened = true;
      for (const message of waiting.splice(0)) messages.emit(message);
      return unsubscribe;
    },
    onClose(listener) {
      if (!closed) return closings.on(listener);
      listener();
      return () => {};
    },
  };
}
