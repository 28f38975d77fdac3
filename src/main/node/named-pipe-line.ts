import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { createEmitter } from '../../shared/event';
import { closes, forward, type PrivateLine } from './private-line';

/** How soon we look again for a pipe that is not there yet. A helper needs some 20 ms to make it. */
const retryMs = 10;

/**
 * On Windows the helper makes the pipe, because only there its access can be restricted (a DACL for this user), and we
 * connect. A name that nobody can guess keeps others from being there first; if somebody were, they would not know the
 * token.
 */
export function createNamedPipeLine(path = `\\\\.\\pipe\\viberot-${randomBytes(16).toString('hex')}`): PrivateLine {
  const data = createEmitter<string>();
  let socket: Socket | undefined;
  let timer: NodeJS.Timeout | undefined;

  function attempt(): void {
    socket = connect(path);
    forward(socket, data.emit);
    socket.once('error', again);
    socket.once('connect', () => socket?.off('error', again));
  }

  function again(): void {
    timer = setTimeout(attempt, retryMs);
  }

  function giveUp(): void {
    clearTimeout(timer);
    socket?.off('error', again);
  }

  return {
    data,
    async listen() {
      attempt();
      return path;
    },
    async drain() {
      giveUp();
      if (socket) await closes(socket);
    },
    close() {
      giveUp();
      socket?.destroy();
    },
  };
}
