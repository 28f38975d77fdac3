import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { createEmitter, type Event } from '../../shared/event';

/** Sockets of lines begin with this, so that leftovers can be told. */
export const socketPrefix = 'probe-';
/** Bytes of a socket's path: sun_path without its NUL, 108 on Linux, 104 on macOS and BSD (unix(7), unix(4)). */
const pathBytesMax = process.platform === 'linux' ? 107 : 103;
/** A helper that ended at once may have connected although we have not noticed yet. */
const unnoticedMs = 100;
/** What a helper that has ended still had in its socket is read within this time. */
const drainMs = 1_000;

/** What one helper says to us, and nobody else can hear or say. */
export interface PrivateLine {
  /** Text in order, cut anywhere but within a character. */
  readonly data: Event<string>;
  /** Resolves with the path to give to the helper as its socket. */
  listen(directory: string): Promise<string>;
  /** Reads on until the other side, which has gone, has nothing more to say. */
  drain(): Promise<void>;
  close(): void;
}

/** A Unix socket that takes one connection. */
export function createSocketLine(): PrivateLine {
  const data = createEmitter<string>();
  let socket: Socket | undefined;
  const server = createServer((connection) => {
    if (socket) return connection.destroy();
    socket = connection;
    // No longer listening also removes the socket's file.
    server.close();
    forward(connection, data.emit);
  });

  return {
    data,
    async listen(directory) {
      const path = join(directory, `${socketPrefix}${randomBytes(6).toString('base64url')}`);
      if (Buffer.byteLength(path) > pathBytesMax) {
        throw new Error(`the path of its socket is longer than ${pathBytesMax} bytes: ${path}`);
      }
      await mkdir(directory, { recursive: true });
      await chmod(directory, 0o700);
      server.listen(path);
      await once(server, 'listening');
      await chmod(path, 0o600);
      return path;
    },
    async drain() {
      if (!socket) await Promise.race([happens(server, 'connection'), after(unnoticedMs)]);
      if (socket) await closes(socket);
    },
    close() {
      server.close();
      socket?.destroy();
    },
  };
}

/** Hands on what a connection says. */
export function forward(connection: Socket, emit: (text: string) => void): void {
  // Puts characters together that were cut.
  connection.setEncoding('utf8');
  connection.on('data', emit);
  // An error is followed by the end of the connection, which is all that matters.
  connection.on('error', () => {});
}

/** Resolves when a connection has ended; waits for its last words, but not for long. */
export async function closes(connection: Socket): Promise<void> {
  if (!connection.closed) await Promise.race([happens(connection, 'close'), after(drainMs)]);
}

/** Unlike `once` of Node it does not fail with an error that comes first. */
function happens(emitter: Server | Socket, name: string): Promise<void> {
  return new Promise((resolve) => void emitter.once(name, () => resolve()));
}
