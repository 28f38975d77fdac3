import { FrameKind, type TerminalFrame } from '../../shared/link';
import type { TerminalSize } from '../../shared/vocabulary';

/** What every snapshot begins with; that of an empty terminal has no more. */
export function snapshotHead({ cols, rows }: TerminalSize): Uint8Array {
  const head = new DataView(new ArrayBuffer(4));
  head.setUint16(0, cols);
  head.setUint16(2, rows);
  return new Uint8Array(head.buffer);
}

/** A snapshot cut into frames. */
export function* snapshotFrames(
  snapshot: { readonly stream: number; readonly offset: number; readonly bytes: Uint8Array },
  longestPayload: number,
): Generator<TerminalFrame, undefined> {
  const { stream, offset, bytes } = snapshot;
  for (let at = 0; at < bytes.length; at += longestPayload) {
    const payload = bytes.subarray(at, at + longestPayload);
    yield { kind: FrameKind.snapshot, last: at + longestPayload >= bytes.length, stream, offset, payload };
  }
  return undefined;
}
