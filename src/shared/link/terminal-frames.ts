/**
 * Terminal bytes on a channel, never in JSON:
 * `u8 kind | u8 flags (1: last, 2: foreign) | u16 stream | f64 offset | payload`, big-endian.
 * Offsets count bytes from the terminal's start, so that an acknowledgement heals a lost one before it
 * and a view that comes back continues at the very byte.
 *
 * A snapshot takes one frame or more, the last of which has the flag `last`. It puts a terminal that was reset into the
 * state that it has at `offset`, where the data goes on; the payload begins with its size (`u16 cols | u16 rows`). Nothing
 * in it makes a terminal answer. What programs ask a terminal is answered by the terminal host, never by a view.
 */
export const FrameKind = { data: 1, acknowledge: 2, input: 3, exit: 4, snapshot: 5 } as const;
export type FrameKind = (typeof FrameKind)[keyof typeof FrameKind];

export interface TerminalFrame {
  readonly kind: FrameKind;
  readonly stream: number;
  /** The last frame of a snapshot; false for every other kind. */
  readonly last: boolean;
  /** With the last frame of a snapshot: as it is sent, another connection owns the terminal's size. */
  readonly foreign?: boolean;
  /** data: of the first byte; acknowledge: bytes parsed, or that of a snapshot that is shown; exit: bytes in all; snapshot: where data goes on; input: 0. */
  readonly offset: number;
  readonly payload: Uint8Array;
}

const headerBytes = 12;
const lastFlag = 1;
const foreignFlag = 2;
const kinds: ReadonlySet<number> = new Set(Object.values(FrameKind));
/** What frames were decoded from, so that passing them on costs no copy. */
const encoded = new WeakMap<TerminalFrame, Uint8Array>();

export function encodeFrame(frame: TerminalFrame): Uint8Array {
  return encoded.get(frame) ?? encode(frame);
}

function encode(frame: TerminalFrame): Uint8Array {
  const bytes = new Uint8Array(headerBytes + frame.payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, frame.kind);
  view.setUint8(1, (frame.last ? lastFlag : 0) | (frame.foreign ? foreignFlag : 0));
  view.setUint16(2, frame.stream);
  view.setFloat64(4, frame.offset);
  bytes.set(frame.payload, headerBytes);
  return bytes;
}

/** @returns undefined when the bytes are not a frame. */
export function decodeFrame(bytes: Uint8Array): TerminalFrame | undefined {
  if (bytes.length < headerBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = view.getUint8(0);
  const flags = view.getUint8(1);
  const offset = view.getFloat64(4);
  // Hand-written, because a terminal host does without a library for it.
  if (!kinds.has(kind) || !Number.isSafeInteger(offset) || offset < 0) return undefined;
  const frame: TerminalFrame = {
    kind: kind as FrameKind,
    last: (flags & lastFlag) !== 0,
    ...((flags & foreignFlag) !== 0 && { foreign: true }),
    stream: view.getUint16(2),
    offset,
    payload: bytes.subarray(headerBytes),
  };
  encoded.set(frame, bytes);
  return frame;
}
