import { type Connection, FrameKind, type TerminalFrame } from '../../../shared/link';
import type { TerminalSize } from '../../../shared/vocabulary';

/** What shows a terminal's bytes. */
export interface Display {
  /** Bytes to parse after all that were written before; calls back when they have been. */
  write(bytes: Uint8Array, onParsed: () => void): void;
  /** A line of our own among those of the program. */
  note(text: string): void;
  /** What follows was written for a terminal of this size. */
  begin(size: TerminalSize): void;
}

export interface FeedOptions {
  readonly connection: Connection;
  readonly id: string;
  /** The terminal was opened just now by us: nobody else has answered what its program asks the terminal. */
  readonly fresh: boolean;
}

/** The bytes of a terminal, from the hub to a display and from the keyboard to the hub. */
export interface Feed {
  /** Attaches, and again whenever the connection comes back, where it left off. */
  start(): void;
  stop(): void;
  /** What was typed, or what the display answers to a program. */
  send(bytes: Uint8Array): void;
}

/** How much is parsed before the hub is told, unless everything is. */
const acknowledgeBytes = 32 * 1024;
/** The hub lets no more wait for a program that does not read. */
const longestInputBytes = 1024 * 1024;

export function createFeed({ connection, id, fresh }: FeedOptions, display: Display): Feed {
  const { terminals } = connection.client;
  let stream: number | undefined;
  /** Frames that overtook the answer to our call, which tells the number of the stream. */
  let early: TerminalFrame[] = [];
  let attempt = 0;
  let received = 0;
  let parsed = 0;
  let acknowledged = 0;
  /** Until the past is shown, answers to what programs asked in it must not reach the shell as if they were typed. */
  let live = false;
  let unsubscribe: (() => void)[] = [];

  async function attach(): Promise<void> {
    forgetStream();
    const own = attempt;
    live = fresh && received === 0;
    // A broken connection is attached again when it is back; a terminal that was closed leaves the list.
    const attached = await terminals.attach({ id, from: received }).catch(() => undefined);
    if (!attached) return;
    if (own !== attempt) return void terminals.detach({ stream: attached.stream }).catch(() => {});
    stream = attached.stream;
    if (received === 0) display.begin(attached.terminal);
    skipTo(attached.offset);
    for (const frame of early.splice(0)) take(frame);
  }

  function forgetStream(): void {
    attempt++;
    stream = undefined;
    early = [];
  }

  function onFrame(frame: TerminalFrame): void {
    if (stream === undefined) early.push(frame);
    else take(frame);
  }

  function take({ kind, stream: of, offset, payload }: TerminalFrame): void {
    if (of !== stream || kind !== FrameKind.data) return;
    skipTo(offset);
    received += payload.length;
    const end = received;
    display.write(payload, () => {
      parsed = end;
      acknowledge();
      // The hub sends a frame without bytes where the past ends.
      if (payload.length === 0) live = true;
    });
  }

  function skipTo(offset: number): void {
    const lost = offset - received;
    if (lost > 0) display.note(`[${lost.toLocaleString('en')} bytes were lost]`);
    received = offset;
  }

  function acknowledge(): void {
    if (stream === undefined || parsed === acknowledged) return;
    if (parsed - acknowledged < acknowledgeBytes && parsed < received) return;
    acknowledged = parsed;
    connection.sendFrame({ kind: FrameKind.acknowledge, stream, offset: parsed, payload: new Uint8Array() });
  }

  return {
    start() {
      unsubscribe = [
        connection.frames.on(onFrame),
        connection.state.on((state) => (state === 'open' ? void attach() : forgetStream())),
      ];
      if (connection.state.value === 'open') void attach();
    },
    stop() {
      for (const stop of unsubscribe) stop();
      if (stream !== undefined) void terminals.detach({ stream }).catch(() => {});
      forgetStream();
    },
    send(bytes) {
      if (stream === undefined || !live) return;
      if (bytes.length > longestInputBytes) return display.note('[This is too much to paste: more than 1 MB]');
      connection.sendFrame({ kind: FrameKind.input, stream, offset: 0, payload: bytes });
    },
  };
}
