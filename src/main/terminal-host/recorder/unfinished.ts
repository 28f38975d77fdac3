/** A longer one loses its end: images and clipboards are not worth more memory. */
const mostBytes = 1024 * 1024;
const esc = 0x1b;
/** Of xterm's parser: after the ESC, and within a control sequence. */
const sequenceStates = [1, 2, 3, 4, 5, 6];

/** The bytes of a sequence whose end has not come yet. */
export interface Unfinished {
  /** What was parsed just now, and the state that it left the parser in. */
  parsed(bytes: Uint8Array, state: number): void;
  /** Bytes that bring another parser into the same state. */
  bytes(): Uint8Array;
}

export function createUnfinished(): Unfinished {
  let parts: Uint8Array[] = [];
  let length = 0;
  let state = 0;

  return {
    parsed(bytes, now) {
      state = now;
      const start = now === 0 ? bytes.length : introducer(bytes);
      if (start >= 0) {
        parts = [];
        length = 0;
      }
      const part = bytes.slice(Math.max(0, start), Math.max(0, start) + mostBytes - length);
      if (part.length === 0) return;
      parts.push(part);
      length += part.length;
    },
    bytes() {
      const all = Buffer.concat(parts);
      // Control characters within a sequence have been obeyed already.
      return sequenceStates.includes(state) ? all.filter((byte) => byte >= 0x20 || byte === esc) : all;
    },
  };
}

/** Where the last sequence begins: with ESC, or with U+0090, 9B and 9D to 9F. */
function introducer(bytes: Uint8Array): number {
  for (let at = bytes.length - 1; at >= 0; at--) {
    const byte = bytes[at] ?? 0;
    if (byte === esc) return at;
    if (byte === 0xc2 && isIntroducer(bytes[at + 1] ?? 0)) return at;
  }
  return -1;
}

function isIntroducer(byte: number): boolean {
  return byte === 0x90 || byte === 0x98 || (byte >= 0x9b && byte <= 0x9f && byte !== 0x9c);
}
