import type { Channel, Message } from './channel';
import { createInbox } from './inbox';

/** What a channel needs of a message port: that of a page, of a worker, of Electron's main process alike. */
export interface Port {
  postMessage(message: unknown): void;
  start?(): void;
  close(): void;
}

/** Says "closed" to the other side: a page's port does not tell when its peer goes. */
const goodbye = null;

/**
 * A channel over a message port.
 * @param listen connects the port's own events (their names differ between Electron and the web) to the channel
 */
export function portChannel(
  port: Port,
  listen: (onMessage: (data: unknown) => void, onClose: () => void) => void,
): Channel {
  const inbox = createInbox();
  listen((data) => {
    if (data === goodbye) close(false);
    else if (typeof data === 'string' || data instanceof Uint8Array) inbox.receive(data);
  }, inbox.markClosed);
  port.start?.();

  function close(tell: boolean): void {
    if (inbox.closed) return;
    if (tell) port.postMessage(goodbye);
    inbox.markClosed();
    port.close();
  }

  return {
    backlog: 0,
    send(message: Message) {
      if (!inbox.closed) port.postMessage(message);
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: () => close(true),
  };
}

/** A channel over a standard MessagePort: in a page, a worker, or Node. */
export function messagePortChannel(port: MessagePort): Channel {
  return portChannel(port, (onMessage, onClose) => {
    port.addEventListener('message', (event) => onMessage(event.data));
    port.addEventListener('close', onClose);
  });
}
