import { z } from 'zod';

/**
 * Terminal bytes on a channel, never in JSON:
 * `u8 kind | u8 flags (0) | u16 stream | f64 offset | payload`, big-endian.
 * Offsets count bytes from the terminal's start, so that an acknowledgement heals a lost one before it
 * and a view that comes back continues at the very byte. A data frame without bytes says that what follows was written
 * after the view attached: until then, what the terminal asks was answered long ago.
 */
export const FrameKind = { data: 1, acknowledge: 2, input: 3, exit: 4 } as const;
export type FrameKind = (typeof FrameKind)[keyof typeof FrameKind];

export interface TerminalFrame {
  readonly kind: FrameKind;
  readonly stream: number;
  /** data: of the first byte; acknowledge: bytes parsed; exit: bytes in all; input: 0. */
  readonly offset: number;
  readonly payload: Uint8Array;
}

const headerBytes = 12;
const kinds: ReadonlySet<number> = new Set(Object.values(FrameKind));
const Offset = z.number().int().nonnegative();

export function encodeFrame(frame: TerminalFrame): Uint8Array {
  const bytes = new Uint8Array(headerBytes + frame.payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, frame.kind);
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
  const offset = Offset.safeParse(view.getFloat64(4));
  if (!kinds.has(kind) || !offset.success) return undefined;
  return {
    kind: kind as FrameKind,
    stream: view.getUint16(2),
    offset: offset.data,
    payload: bytes.subarray(headerBytes),
  };
}
