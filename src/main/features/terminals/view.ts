import type { Unsubscribe } from '../../../shared/event';
import { FrameKind, type TerminalFrame } from '../../../shared/link';
import type { Clock } from '../../ports';
import type { Session } from './session';

/** No frame is longer, so that views take turns often. */
const longestPayload = 64 * 1024;
/** After a frame, shorter ones wait this long for more bytes to join them. */
const batchMs = 4;
/** At most this much is sent before the other side has acknowledged some of it. */
const windowBytes = 256 * 1024;
/** A view that has not acknowledged anything for so long, although it could, holds nobody back any more. */
const patienceMs = 10_000;

/** A view of a terminal over a connection: a place in the terminal's output that moves as bytes are sent and acknowledged. */
export interface View {
  readonly stream: number;
  /** Bytes on their way to a view that is expected to acknowledge them. */
  readonly inFlight: number;
  /** What is to be sent now, if anything, with at most `room` bytes. */
  next(room: number): TerminalFrame | undefined;
  /** The other side has parsed everything before `offset`. */
  acknowledge(offset: number): void;
  input(bytes: Uint8Array): void;
  close(): void;
}

export interface ViewOptions {
  readonly session: Session;
  readonly stream: number;
  readonly from: number;
  readonly clock: Clock;
  /** Called when `next` may have something. */
  readonly ready: () => void;
  /** Called when the terminal was closed. */
  readonly over: () => void;
}

/** A frame of no bytes tells the view where the past ends: what comes after it was written after the view began. */
export function createView({ session, stream, from, clock, ready, over }: ViewOptions): View {
  const { output } = session;
  const pastEnd = output.end;
  let sent = from;
  let acknowledged = from;
  let saidPastEnd = false;
  let saidExit = false;
  let expected = true;
  let batch: Unsubscribe | undefined;
  let patience: Unsubscribe | undefined;

  const frame = (kind: FrameKind, payload: Uint8Array): TerminalFrame => ({ kind, stream, offset: sent, payload });

  function nextData(room: number): TerminalFrame | undefined {
    const available = Math.min((saidPastEnd ? output.end : pastEnd) - sent, longestPayload);
    if (batch && saidPastEnd && available < longestPayload) return undefined;
    const length = Math.min(available, room, windowBytes - (sent - acknowledged));
    if (length <= 0) return undefined;
    startBatch();
    const data = frame(FrameKind.data, output.read(sent, sent + length));
    sent += length;
    return data;
  }

  function startBatch(): void {
    batch?.();
    batch = clock.after(batchMs, () => {
      batch = undefined;
      ready();
    });
  }

  function wait(): void {
    if (output.end <= acknowledged) return;
    patience ??= clock.after(patienceMs, () => {
      patience = undefined;
      expected = false;
      session.reconsider();
      ready();
    });
  }

  function stopWaiting(): void {
    patience?.();
    patience = undefined;
  }

  function stopBatch(): void {
    batch?.();
    batch = undefined;
  }

  const leave = session.addReader({
    backlog: () => (expected ? output.end - acknowledged : 0),
    progressed(urgent) {
      if (urgent) stopBatch();
      wait();
      ready();
    },
    over,
  });
  wait();

  return {
    stream,
    get inFlight() {
      return expected ? sent - acknowledged : 0;
    },
    next(room) {
      if (sent < output.start) {
        // It was not waited for, and what it has missed is no longer kept. It gets the rest when it is back.
        if (!expected && sent > acknowledged) return undefined;
        sent = acknowledged = output.start;
      }
      if (!saidPastEnd && sent >= pastEnd) {
        saidPastEnd = true;
        return frame(FrameKind.data, new Uint8Array());
      }
      if (sent < output.end) return nextData(room);
      const { exit } = session.terminal.value;
      if (!exit || saidExit) return undefined;
      saidExit = true;
      return frame(FrameKind.exit, new TextEncoder().encode(JSON.stringify(exit)));
    },
    acknowledge(offset) {
      if (offset <= acknowledged) return;
      acknowledged = Math.min(offset, sent);
      expected = true;
      stopWaiting();
      wait();
      session.reconsider();
    },
    input: session.write,
    close() {
      stopBatch();
      stopWaiting();
      leave();
    },
  };
}
