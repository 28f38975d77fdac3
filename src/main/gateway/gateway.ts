import { type AnyRouter, ORPCError } from '@orpc/server';
import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { ServerPeer } from '@orpc/standard-server-peer';
import { createEmitter } from '../../shared/event';
import { type Channel, decodeFrame, encodeFrame, type TerminalFrame } from '../../shared/link';
import type { Scope } from '../../shared/scope';
import type { Accept, Log, Peer } from '../ports';
import type { Connection } from './connection';

/** Calls and streams of one connection at the same time. */
const mostUnderWay = 512;
/** Answers that the other side has not read. */
const mostBacklogBytes = 64 * 1024 * 1024;

/**
 * Serves the contract on any number of channels, whatever transport they come from.
 * Inputs are parsed against the contract here; handlers can trust them.
 */
export function createGateway(router: AnyRouter, log: Log, scope: Scope): Accept {
  const handler = new StandardRPCHandler(router, {
    interceptors: [
      async (options) => {
        try {
          return await options.next();
        } catch (error) {
          // Errors that the contract names are answers; anything else is a bug of ours and belongs in the log.
          if (!(error instanceof ORPCError)) log.error('A call failed', { error });
          throw error;
        }
      },
    ],
  });

  return function accept(channel: Channel, peer: Peer): void {
    if (scope.closed) {
      channel.close();
      return;
    }
    const connections = scope.child();
    const frames = createEmitter<TerminalFrame>((error) => log.error('A terminal frame failed', { error }));
    const connection: Connection = {
      frames,
      sendFrame: (frame) => channel.send(encodeFrame(frame)),
      signal: connections.signal,
    };
    const calls = new ServerPeer((message) => channel.send(message as string));
    let underWay = 0;
    const handle = createServerPeerHandleRequestFn(handler, { context: { connection } });
    connections.defer(() => {
      calls.close();
      channel.close();
    });
    channel.onMessage((message) => {
      if (typeof message === 'string') {
        if (++underWay > mostUnderWay || channel.backlog > mostBacklogBytes) {
          log.warn('A connection was closed: it asks without reading the answers', { transport: peer.transport });
          channel.close();
          return;
        }
        calls
          .message(message, handle)
          .catch((error: unknown) => {
            if (connections.closed) return;
            log.warn('A malformed message ended a connection', { error, transport: peer.transport });
            channel.close();
          })
          .finally(() => underWay--);
        return;
      }
      const frame = decodeFrame(message);
      if (frame) frames.emit(frame);
      else channel.close();
    });
    channel.onClose(() => void connections.close());
  };
}
