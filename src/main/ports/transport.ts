import type { Channel } from '../../shared/link';

/** Who is at the other end of a channel, for the log. */
export interface Peer {
  readonly transport: 'message-port' | 'websocket' | 'local-socket';
}

/** Takes over a channel whose other side has been authenticated by its transport. */
export type Accept = (channel: Channel, peer: Peer) => void;
