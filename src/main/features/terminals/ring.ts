/** The last bytes of a stream, addressed by their offset from its start. */
export interface ByteRing {
  /** Offset of the oldest byte that is kept. */
  readonly start: number;
  /** How many bytes there were in all: the offset of the next one. */
  readonly end: number;
  append(bytes: Uint8Array): void;
  /** A copy of the bytes from `from` to before `to`, which must be kept. */
  read(from: number, to: number): Uint8Array;
}

export function createByteRing(capacity: number): ByteRing {
  const buffer = new Uint8Array(capacity);
  let end = 0;

  return {
    get start() {
      return Math.max(0, end - capacity);
    },
    get end() {
      return end;
    },
    append(bytes) {
      const kept = bytes.subarray(Math.max(0, bytes.length - capacity));
      const at = (end + bytes.length - kept.length) % capacity;
      const first = kept.subarray(0, capacity - at);
      buffer.set(first, at);
      buffer.set(kept.subarray(first.length), 0);
      end += bytes.length;
    },
    read(from, to) {
      const bytes = new Uint8Array(to - from);
      const at = from % capacity;
      const first = buffer.subarray(at, Math.min(at + bytes.length, capacity));
      bytes.set(first, 0);
      bytes.set(buffer.subarray(0, bytes.length - first.length), first.length);
      return bytes;
    },
  };
}
