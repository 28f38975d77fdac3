import type { Unsubscribe } from '../../shared/event';
import { FrameKind, type TerminalFrame } from '../../shared/link';
import type { Clock } from '../ports';
import type { Session, SizeOwner } from './session';
import { snapshotFrames, snapshotHead } from './snapshot-frames';

/** No frame is longer, so that views take turns often. */
export const longestPayload = 64 * 1024;
/** After a frame, shorter ones wait this long for more bytes to join them. */
const batchMs = 4;
/** At most this much is sent before the other side has acknowledged some of it. */
const windowBytes = 512 * 1024;
/** A view that has not acknowledged anything for so long, although it could, holds nobody back any more. */
const patienceMs = 10_000;
/** A view that cannot keep up gets so many pictures of the terminal and no more. */
const betweenSnapshotsMs = 100;

/** A view of a terminal: a place in its output that moves as bytes are sent and acknowledged. */
export interface View {
  readonly stream: number;
  /** Bytes on their way to a view that is expected to acknowledge them. */
  readonly inFlight: number;
  /** What is to be sent now, if anything, with at most `room` bytes. */
  next(room: number): TerminalFrame | undefined;
  /** The other side has parsed everything before `offset`. */
  acknowledge(offset: number): void;
  /** Goes on with a snapshot that has all scrollback. */
  snapshot(): void;
  input(bytes: Uint8Array): void;
  close(): void;
}

export interface ViewOptions {
  readonly session: Session;
  readonly stream: number;
  /** Where the data begins, if that is kept; otherwise, and without it, a snapshot comes first. */
  readonly from: number | undefined;
  /** How much scrollback a snapshot has that was not asked for. */
  readonly lines: number;
  /** Whose view it is: it holds the process back while this one owns the size. */
  readonly owner: SizeOwner;
  readonly clock: Clock;
  /** Called when `next` may have something. */
  readonly ready: () => void;
  /** Called when the terminal is forgotten. */
  readonly over: () => void;
}

export function createView({ session, stream, from, lines, owner, clock, ready, over }: ViewOptions): View {
  const { recorder } = session;
  let sent = from ?? 0;
  let acknowledged = sent;
  /** Of the latest snapshot, from its last frame until it is acknowledged; a long one counts as a full window. */
  let snapshotBytes = 0;
  let sizeOfSnapshot = 0;
  let snapshotAt = Number.NEGATIVE_INFINITY;
  let pending: 'no' | 'lines' | 'all' | 'being-made' = 'no';
  /** The terminal got another size while a snapshot was being made. */
  let outdated = false;
  /** Bytes before this were written for another size than the owner, whose view this is, shows now. */
  let forLastSize = 0;
  let frames: Iterator<TerminalFrame> | undefined;
  let saidExit = false;
  let expected = true;
  let closed = false;
  let batch: Unsubscribe | undefined;
  let patience: Unsubscribe | undefined;

  const isKept = (offset: number) => offset >= recorder.start && offset <= recorder.end;
  if (from === undefined || !isKept(from)) {
    sent = acknowledged = recorder.end;
    pending = 'lines';
  }

  function nextData(room: number): TerminalFrame | undefined {
    const available = Math.min(recorder.end - sent, longestPayload);
    if (batch && available < longestPayload) return undefined;
    const length = Math.min(available, room, windowBytes - (sent - acknowledged));
    if (length <= 0) return undefined;
    startBatch();
    const payload = recorder.read(sent, sent + length);
    const frame = { kind: FrameKind.data, last: false, stream, offset: sent, payload };
    sent += length;
    wait();
    return frame;
  }

  /** Taken when everything that was sent is parsed: a picture that is old when it arrives helps nobody. */
  function takeSnapshot(): void {
    if (pending === 'no' || pending === 'being-made' || acknowledged < sent || snapshotBytes > 0) return;
    const leftMs = snapshotAt + betweenSnapshotsMs - clock.nowMs();
    if (leftMs > 0) {
      startBatch(leftMs);
      return;
    }
    const whole = pending === 'all';
    pending = 'being-made';
    const made = whole ? recorder.snapshot({}) : firstPicture();
    made.then(
      ({ offset, bytes }) => {
        if (closed) return;
        pending = outdated || offset < forLastSize ? 'lines' : 'no';
        outdated = false;
        snapshotAt = clock.nowMs();
        sent = acknowledged = offset;
        snapshotBytes = 0;
        sizeOfSnapshot = Math.min(windowBytes, bytes.length + 1);
        frames = snapshotFrames({ stream, offset, bytes }, longestPayload);
        session.reconsider();
        ready();
      },
      // The terminal is being forgotten.
      () => {},
    );
  }

  /** A terminal that is new and whose output is all kept needs no picture. */
  async function firstPicture() {
    const { cols, rows } = session.terminal.value;
    const size = { cols, rows };
    const isShort = recorder.start === 0 && recorder.end <= longestPayload && session.neverResized;
    return isShort ? { offset: 0, bytes: snapshotHead(size) } : recorder.snapshot({ lines });
  }

  function nextOfSnapshot(): TerminalFrame | undefined {
    const frame = frames?.next().value as TerminalFrame | undefined;
    if (!frame?.last) return frame;
    frames = undefined;
    snapshotBytes = sizeOfSnapshot;
    wait();
    // Said as late as can be: the size that the snapshot was taken with may be an earlier one of the same owner.
    const isForeign = session.owner !== undefined && session.owner !== owner;
    return isForeign ? { ...frame, foreign: true } : frame;
  }

  function startBatch(ms = batchMs): void {
    batch?.();
    batch = clock.after(ms, () => {
      batch = undefined;
      ready();
    });
  }

  function wait(): void {
    if (acknowledged >= sent && snapshotBytes === 0) return;
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

  const leave = session.addReader({
    backlog: () => (expected && pending === 'no' && session.owner === owner ? recorder.end - acknowledged : 0),
    progressed(urgent) {
      if (urgent) {
        batch?.();
        batch = undefined;
      }
      if (urgent || !batch || recorder.end - sent >= longestPayload) ready();
    },
    resized(by) {
      // Its owner shows the new size already. What was written for the last one, and is not parsed yet, would go wrong there.
      if (by === owner && pending === 'no' && acknowledged >= recorder.end) return;
      if (pending === 'being-made' && by === owner) forLastSize = recorder.end;
      else if (pending === 'being-made') outdated = true;
      else if (pending === 'no') pending = 'lines';
      ready();
    },
    over,
  });

  return {
    stream,
    get inFlight() {
      return expected ? sent - acknowledged + snapshotBytes : 0;
    },
    next(room) {
      if (frames) return nextOfSnapshot();
      if (pending === 'no' && sent < recorder.start) pending = 'lines';
      if (pending !== 'no') {
        takeSnapshot();
        return undefined;
      }
      if (sent < recorder.end) return nextData(room);
      const { exit } = session.terminal.value;
      if (!exit || saidExit) return undefined;
      saidExit = true;
      const payload = new TextEncoder().encode(JSON.stringify(exit));
      return { kind: FrameKind.exit, last: false, stream, offset: sent, payload };
    },
    acknowledge(offset) {
      if (offset < acknowledged || (offset === acknowledged && snapshotBytes === 0)) return;
      acknowledged = Math.min(offset, sent);
      snapshotBytes = 0;
      expected = true;
      stopWaiting();
      wait();
      session.reconsider();
      ready();
    },
    snapshot() {
      if (pending === 'being-made') return;
      pending = 'all';
      ready();
    },
    input: session.pty.write,
    close() {
      closed = true;
      batch?.();
      stopWaiting();
      leave();
    },
  };
}
