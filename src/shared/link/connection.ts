import { createORPCClient } from '@orpc/client';
import { StandardRPCLink } from '@orpc/client/standard';
import { ClientPeer } from '@orpc/standard-server-peer';
import type { Client } from '../contract';
import { createCell, createEmitter, type Event, type Observable } from '../event';
import type { Channel } from './channel';
import { decodeFrame, encodeFrame, type TerminalFrame } from './terminal-frames';

/** The connection broke while a call or a stream was under way: whether the call took effect is unknown. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
  constructor() {
    super('The connection to VibeRot was lost');
  }
}

export type ConnectionState = 'connecting' | 'open' | 'waiting' | 'closed';

/** A client's side of the contract over one channel at a time. */
export interface Connection {
  readonly client: Client;
  readonly state: Observable<ConnectionState>;
  /** Why the last attempt failed; undefined while open. */
  readonly lastError: Observable<string | undefined>;
  readonly frames: Event<TerminalFrame>;
  /** Frames sent while there is no channel are dropped: whoever sends them attaches again after a break. */
  sendFrame(frame: TerminalFrame): void;
  /** Tries again at once when waiting. */
  retry(): void;
  close(): void;
}

export interface ConnectionOptions {
  /** Opens a channel, or rejects with what is wrong in words for people. */
  readonly connect: () => Promise<Channel>;
  /** Connect again after a break; calls wait meanwhile. Otherwise they fail. */
  readonly reconnect: boolean;
}

const firstDelayMs = 100;
const longestDelayMs = 3_000;

export function createConnection({ connect, reconnect }: ConnectionOptions): Connection {
  const state = createCell<ConnectionState>('connecting');
  const lastError = createCell<string | undefined>(undefined);
  const frames = createEmitter<TerminalFrame>();
  let channel: Channel | undefined;
  let peer = pendingPeer();
  let delayMs = firstDelayMs;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function attach(opened: Channel): void {
    channel = opened;
    delayMs = firstDelayMs;
    lastError.value = undefined;
    const open = openPeer(opened);
    peer.resolve(open);
    opened.onMessage((message) => {
      if (typeof message === 'string') void open.peer.message(message).catch(() => opened.close());
      else {
        const frame = decodeFrame(message);
        if (frame) frames.emit(frame);
      }
    });
    state.value = 'open';
    opened.onClose(() => {
      channel = undefined;
      if (state.value !== 'closed') peer = pendingPeer();
      open.close();
      if (state.value !== 'closed') again();
    });
  }

  function again(): void {
    if (!reconnect) {
      end(new ConnectionLost());
      return;
    }
    state.value = 'waiting';
    timer = setTimeout(attempt, delayMs);
    delayMs = Math.min(delayMs * 2, longestDelayMs);
  }

  function attempt(): void {
    clearTimeout(timer);
    timer = undefined;
    state.value = 'connecting';
    connect().then(
      (opened) => {
        if (state.value === 'closed') opened.close();
        else attach(opened);
      },
      (error: unknown) => {
        if (state.value === 'closed') return;
        lastError.value = error instanceof Error ? error.message : String(error);
        if (reconnect) again();
        else end(error instanceof Error ? error : new Error(String(error)));
      },
    );
  }

  function end(reason: Error): void {
    clearTimeout(timer);
    state.value = 'closed';
    peer.reject(reason);
    channel?.close();
  }

  const link = new StandardRPCLink(
    {
      async call(request) {
        const open = await peer.opened;
        const response = await open.lostWhenClosed(open.peer.request(request));
        const { body } = response;
        return { ...response, body: async () => (isIterator(body) ? untilLost(body, open) : body) };
      },
    },
    // The address is never resolved: paths are names of calls.
    { url: 'http://viberot' },
  );

  attempt();
  return {
    client: createORPCClient(link),
    state,
    lastError,
    frames,
    sendFrame: (frame) => void channel?.send(encodeFrame(frame)),
    retry() {
      if (state.value === 'waiting') attempt();
    },
    close: () => end(new ConnectionLost()),
  };
}

/** The contract's peer on one channel, whose every failure after the channel's end is a {@link ConnectionLost}. */
interface OpenPeer {
  readonly peer: ClientPeer;
  lostWhenClosed<T>(work: Promise<T>): Promise<T>;
  close(): void;
}

function openPeer(channel: Channel): OpenPeer {
  const peer = new ClientPeer((message) => channel.send(message as string));
  let closed = false;
  return {
    peer,
    async lostWhenClosed(work) {
      try {
        return await work;
      } catch (error) {
        throw closed ? new ConnectionLost() : error;
      }
    },
    close() {
      closed = true;
      peer.close({ reason: new ConnectionLost() });
    },
  };
}

interface PendingPeer {
  readonly opened: Promise<OpenPeer>;
  resolve(peer: OpenPeer): void;
  reject(error: Error): void;
}

function pendingPeer(): PendingPeer {
  let resolve: (peer: OpenPeer) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const opened = new Promise<OpenPeer>((settle, refuse) => {
    resolve = settle;
    reject = refuse;
  });
  // Calls that wait hear of a rejection; that nobody waits is no error.
  opened.catch(() => {});
  return { opened, resolve, reject };
}

type StreamBody = AsyncIterator<unknown> & AsyncIterable<unknown>;

function isIterator(body: unknown): body is StreamBody {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

async function* untilLost(body: StreamBody, open: OpenPeer): AsyncGenerator<unknown, unknown> {
  try {
    for (;;) {
      const { done, value } = await open.lostWhenClosed(body.next());
      if (done) return value;
      yield value;
    }
  } finally {
    await body.return?.().catch(() => {});
  }
}
