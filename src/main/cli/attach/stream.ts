import { safe } from '@orpc/client';
import { type Connection, FrameKind, type TerminalFrame } from '../../../shared/link';
import { Exit, type TerminalSize } from '../../../shared/vocabulary';

/** Where a terminal's output goes. */
export interface Reader {
  /** A snapshot begins: what was shown is over. */
  begin(size: TerminalSize): void;
  /** Resolves once it is shown. */
  show(bytes: Uint8Array): Promise<void>;
  /** The snapshot is shown; what comes now was written after it. */
  drawn?(): void;
  exited(exit: Exit): void;
}

/** The output of a terminal over a connection. */
export interface TerminalStream {
  /** Begins anew, with a snapshot. False when there is no such terminal. */
  start(): Promise<boolean>;
  send(bytes: Uint8Array): void;
  resize(size: TerminalSize): Promise<void>;
  stop(): void;
}

/** A terminal takes so much at a time. */
const longestInput = 32 * 1024;
const sizeBytes = 4;
const nothing = new Uint8Array();

/** @param id of the terminal @param lines how much scrollback a snapshot has */
export function createTerminalStream(
  { client, frames, sendFrame }: Pick<Connection, 'client' | 'frames' | 'sendFrame'>,
  { id, lines }: { id: string; lines: number },
  reader: Reader,
): TerminalStream {
  let stream: number | undefined;
  /** Of the latest `start`; what an earlier one brings is not for us. */
  let attempt = 0;
  /** Frames that overtook the answer which tells the number of their stream. */
  let early: TerminalFrame[] | undefined;
  let inSnapshot = false;
  /** Settles when all is shown that has come. */
  let shown = Promise.resolve();

  const unsubscribe = frames.on((frame) => {
    if (frame.stream === stream) take(frame);
    else early?.push(frame);
  });

  function take({ kind, offset, payload, last, stream: of }: TerminalFrame): void {
    const acknowledge = (end: number) => {
      if (of === stream)
        sendFrame({ kind: FrameKind.acknowledge, stream: of, last: false, offset: end, payload: nothing });
    };
    switch (kind) {
      case FrameKind.snapshot:
        if (!inSnapshot) reader.begin(sizeOf(payload));
        shown = reader.show(inSnapshot ? payload : payload.subarray(sizeBytes)).then(() => {
          if (!last) return;
          reader.drawn?.();
          acknowledge(offset);
        });
        inSnapshot = !last;
        return;
      case FrameKind.data:
        shown = reader.show(payload).then(() => acknowledge(offset + payload.length));
        return;
      case FrameKind.exit:
        void shown.then(() => reader.exited(exitOf(payload)));
    }
  }

  function stop(): void {
    attempt++;
    early = undefined;
    if (stream !== undefined) void client.terminals.detach({ stream }).catch(() => {});
    stream = undefined;
  }

  return {
    async start() {
      stop();
      const own = attempt;
      early = [];
      const { error, data } = await safe(client.terminals.attach({ id, lines }));
      // A break of the connection is told by its state, and leads to the next start.
      if (error) return !('code' in error && error.code === 'NOT_FOUND');
      if (own !== attempt) {
        await client.terminals.detach({ stream: data.stream }).catch(() => {});
        return true;
      }
      const waiting = early;
      early = undefined;
      inSnapshot = false;
      stream = data.stream;
      for (const frame of waiting ?? []) if (frame.stream === stream) take(frame);
      return true;
    },
    send(bytes) {
      if (stream === undefined) return;
      for (let at = 0; at < bytes.length; at += longestInput) {
        const payload = bytes.subarray(at, at + longestInput);
        sendFrame({ kind: FrameKind.input, stream, last: false, offset: 0, payload });
      }
    },
    async resize(size) {
      await client.terminals.resize({ id, size }).catch(() => {});
    },
    stop() {
      stop();
      unsubscribe();
    },
  };
}

function sizeOf(payload: Uint8Array): TerminalSize {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return { cols: view.getUint16(0), rows: view.getUint16(2) };
}

function exitOf(payload: Uint8Array): Exit {
  try {
    return Exit.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    return { unknown: true };
  }
}
