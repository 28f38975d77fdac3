import type { Observable } from '../../../shared/event';
import { type Connection, type ConnectionState, FrameKind, type TerminalFrame } from '../../../shared/link';
import type { Terminal, TerminalColors, TerminalSize } from '../../../shared/vocabulary';

export interface AttachRequest {
  readonly id: string;
  readonly from?: number;
  readonly lines?: number;
}

/** A terminal's output on its way over a line. */
export interface Stream {
  readonly offset: number;
  readonly terminal: Terminal;
  /** Gives its frames to a reader, first those that have come already. */
  read(onFrame: (frame: TerminalFrame) => void): void;
  acknowledge(offset: number): void;
  input(bytes: Uint8Array): void;
  /** Asks for a snapshot of all that is kept. */
  snapshot(): void;
  detach(): void;
}

/** What terminals need of a connection. Its streams end with each break. */
export interface Line {
  readonly state: Observable<ConnectionState>;
  /** @returns undefined when there is no such terminal, or the connection broke */
  attach(request: AttachRequest): Promise<Stream | undefined>;
  resize(id: string, size: TerminalSize): void;
  colors(colors: TerminalColors): void;
}

const nothing = new Uint8Array();

/** Gives the frames of a connection to those who attached to their streams. */
export function createLine(connection: Connection): Line {
  const { terminals } = connection.client;
  const readers = new Map<number, (frame: TerminalFrame) => void>();
  /** Frames that overtook the answer to a call, which tells the number of the stream. */
  let early: TerminalFrame[] = [];
  let calls = 0;
  let breaks = 0;

  connection.frames.on((frame) => {
    const reader = readers.get(frame.stream);
    if (reader) reader(frame);
    else if (calls > 0) early.push(frame);
  });
  connection.state.on((state) => {
    if (state === 'open') return;
    breaks++;
    readers.clear();
    early = [];
  });

  function streamOf({ stream, offset, terminal }: { stream: number; offset: number; terminal: Terminal }): Stream {
    const waiting = early.filter((frame) => frame.stream === stream);
    const own = breaks;
    const send = (kind: FrameKind, of: number, payload: Uint8Array) => {
      if (own === breaks) connection.sendFrame({ kind, stream, last: false, offset: of, payload });
    };
    readers.set(stream, (frame) => void waiting.push(frame));
    return {
      ...{ offset, terminal },
      read(onFrame) {
        if (own !== breaks) return;
        readers.set(stream, onFrame);
        for (const frame of waiting.splice(0)) onFrame(frame);
      },
      acknowledge: (parsed) => send(FrameKind.acknowledge, parsed, nothing),
      input: (bytes) => send(FrameKind.input, 0, bytes),
      snapshot: () => void terminals.snapshot({ stream }).catch(() => {}),
      detach() {
        if (own !== breaks) return;
        readers.delete(stream);
        void terminals.detach({ stream }).catch(() => {});
      },
    };
  }

  return {
    state: connection.state,
    async attach(request) {
      const own = breaks;
      calls++;
      // What fails is tried again when the connection is back; a terminal that is gone leaves the page by itself.
      const attached = await terminals.attach(request).catch(() => undefined);
      calls--;
      const stream = attached && own === breaks ? streamOf(attached) : undefined;
      if (calls === 0) early = [];
      return stream;
    },
    resize: (id, size) => void terminals.resize({ id, size }).catch(() => {}),
    colors: (colors) => void terminals.colors(colors).catch(() => {}),
  };
}
