import type { Socket } from 'node:net';
import { type Channel, createInbox, type Message } from '../../shared/link';

const text = 0;
const bytes = 1;
const headerBytes = 5;
/** A message longer than this is an error of the other side: nothing of ours comes near it. */
export const longestMessage = 32 * 1024 * 1024;

/**
 * A channel over a byte stream (local socket, named pipe): each message is `u32 length | u8 kind | payload`, big-endian.
 * @param mostBytes how long a message may be now; a longer one ends the connection before it is read
 */
export function streamChannel(socket: Socket, mostBytes = () => longestMessage): Channel {
  const inbox = createInbox();
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let needed = headerBytes;
  /** Settles when there is room again; shared by all who wait for it. */
  let room: Promise<void> | undefined;

  socket.on('data', (chunk: Buffer) => {
    pending.push(chunk);
    pendingBytes += chunk.length;
    if (pendingBytes < needed) return;
    let buffer = pending.length === 1 ? chunk : Buffer.concat(pending);
    for (;;) {
      needed = headerBytes;
      if (buffer.length < needed) break;
      const length = buffer.readUInt32BE(0);
      if (length > mostBytes()) return void socket.destroy();
      needed = headerBytes + length;
      if (buffer.length < needed) break;
      const payload = buffer.subarray(headerBytes, needed);
      inbox.receive(buffer[4] === text ? payload.toString('utf8') : payload);
      buffer = buffer.subarray(needed);
    }
    pending = buffer.length > 0 ? [buffer] : [];
    pendingBytes = buffer.length;
  });
  socket.on('close', inbox.markClosed);
  // An error is always followed by 'close'; without a listener it would end the process.
  socket.on('error', () => {});

  return {
    get backlog() {
      return socket.writableLength;
    },
    send(message) {
      if (inbox.closed || socket.destroyed || socket.write(frame(message))) return;
      room ??= drained(socket).finally(() => {
        room = undefined;
      });
      return room;
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close() {
      inbox.markClosed();
      socket.end();
    },
  };
}

function frame(message: Message): Buffer {
  const payload = typeof message === 'string' ? Buffer.from(message, 'utf8') : message;
  const framed = Buffer.allocUnsafe(headerBytes + payload.length);
  framed.writeUInt32BE(payload.length, 0);
  framed[4] = typeof message === 'string' ? text : bytes;
  framed.set(payload, headerBytes);
  return framed;
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}
