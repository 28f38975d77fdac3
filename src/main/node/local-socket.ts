import { timingSafeEqual } from 'node:crypto';
import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import type { Channel } from '../../shared/link';
import { messageOf } from '../../shared/result';
import type { Scope } from '../../shared/scope';
import type { Accept, Log } from '../ports';
import { longestMessage, streamChannel } from './stream-channel';

const authenticationMs = 2_000;
const longestGreeting = 256;

export interface LocalSocketOptions {
  readonly path: string;
  /** The first message of a client must be this; it reads it from the session file that only this user can read. */
  readonly token: string;
  readonly accept: Accept;
  readonly log: Log;
}

/** Serves channels on a Unix socket (mode 0600) or a Windows named pipe. The caller holds the home's lock. */
export async function serveLocalSocket({ path, token, accept, log }: LocalSocketOptions, scope: Scope): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    authenticate(socket, token, (channel) => accept(channel, { transport: 'local-socket' }), log);
  });
  const isFile = process.platform !== 'win32';
  if (isFile) rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  if (isFile) chmodSync(path, 0o600);
  scope.defer(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  );
}

function authenticate(socket: Socket, token: string, accept: (channel: Channel) => void, log: Log): void {
  let authenticated = false;
  const channel = streamChannel(socket, () => (authenticated ? longestMessage : longestGreeting));
  // After a stall of ours, what has come meanwhile is read before the time is up.
  const timer = setTimeout(() => setImmediate(() => authenticated || socket.destroy()), authenticationMs);
  const unsubscribe = channel.onMessage((first) => {
    unsubscribe();
    clearTimeout(timer);
    authenticated = true;
    if (typeof first === 'string' && sameSecret(first, token)) return accept(channel);
    log.warn('A client of the local socket had no valid token');
    socket.destroy();
  });
  channel.onClose(() => clearTimeout(timer));
}

export function sameSecret(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Whoever made a socket has gone. */
export class NobodyListens extends Error {
  override name = 'NobodyListens';

  constructor(path: string, why: unknown) {
    super(`Nobody listens at ${path}: ${messageOf(why)}`);
  }
}

/** Opens a channel to a hub or a terminal host. Refuses a socket that is not our own user's alone: whoever listens is told our token. */
export function connectLocalSocket(path: string, token: string): Promise<Channel> {
  return new Promise((resolve, reject) => {
    try {
      const problem = process.platform === 'win32' ? undefined : problemOf(path);
      if (problem !== undefined) return reject(new Error(`${path} ${problem}; not connecting to it`));
    } catch (error) {
      return reject(new NobodyListens(path, error));
    }
    const socket = createConnection(path);
    socket.once('error', (error) => reject(new NobodyListens(path, error)));
    socket.once('connect', () => {
      const channel = streamChannel(socket);
      void channel.send(token);
      resolve(channel);
    });
  });
}

/** The link itself is looked at: where it leads could change. */
function problemOf(path: string): string | undefined {
  const info = lstatSync(path);
  if (info.uid !== process.getuid?.()) return 'belongs to another user';
  if (!info.isSocket()) return 'is no socket';
  return (info.mode & 0o077) === 0 ? undefined : 'can be reached by other users';
}
