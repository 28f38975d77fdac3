import { type Channel, createInbox } from '../../shared/link';

/** Above this many unsent bytes a sender is asked to wait. */
const highWaterBytes = 1_000_000;
const drainCheckMs = 20;

/** A channel over an open WebSocket of a browser. */
export function webSocketChannel(socket: WebSocket): Channel {
  const inbox = createInbox();
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
    inbox.receive(typeof data === 'string' ? data : new Uint8Array(data));
  });
  socket.addEventListener('close', inbox.markClosed);

  async function drained(): Promise<void> {
    while (socket.bufferedAmount > highWaterBytes && socket.readyState === WebSocket.OPEN) {
      await new Promise((resolve) => setTimeout(resolve, drainCheckMs));
    }
  }

  return {
    get backlog() {
      return socket.bufferedAmount;
    },
    send(message) {
      if (socket.readyState !== WebSocket.OPEN) return;
      // The cast only says that the bytes are not in shared memory, which no message ever is.
      socket.send(typeof message === 'string' ? message : (message as Uint8Array<ArrayBuffer>));
      // Browsers have no event for this, so the rare sender that is ahead looks again a little later.
      if (socket.bufferedAmount > highWaterBytes) return drained();
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: () => socket.close(),
  };
}
