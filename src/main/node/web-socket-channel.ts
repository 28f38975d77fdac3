import type { WebSocket } from 'ws';
import { type Channel, createInbox } from '../../shared/link';

/** Above this many unsent bytes a sender is asked to wait. */
const highWaterBytes = 1_000_000;

/** A channel over a WebSocket of the ws package: text frames and binary frames are the two kinds of message. */
export function webSocketChannel(socket: WebSocket): Channel {
  const inbox = createInbox();
  socket.binaryType = 'nodebuffer';
  socket.on('message', (data: Buffer, isBinary) => inbox.receive(isBinary ? data : data.toString('utf8')));
  socket.on('close', inbox.markClosed);
  // An error is always followed by 'close'; without a listener it would end the hub.
  socket.on('error', () => {});
  return {
    get backlog() {
      return socket.bufferedAmount;
    },
    send(message) {
      if (inbox.closed || socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount < highWaterBytes) return socket.send(message);
      return new Promise((resolve) => socket.send(message, () => resolve()));
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close() {
      inbox.markClosed();
      socket.close();
    },
  };
}
