/** The last bytes of a stream, addressed by their offset from its start. */
export interface ByteRing {
  /** Offset of the oldest byte that is kept. */
  readonly start: number;
  /** How many bytes there were in all: the offset of the next one. */
  readonly end: number;
  /** The bytes are copied. */
  append(bytes: Uint8Array): void;
  /** Bytes from here on are kept even beyond the capacity. */
  hold(from: number): void;
  /** A copy of the bytes from `from` to before `to`, which must be kept. */
  read(from: number, to: number): Uint8Array;
}

/** Memory comes in blocks, small ones first: a terminal that has only shown its prompt takes a few kilobytes. */
const smallestBlock = 4 * 1024;
const largestBlock = 64 * 1024;

interface Block {
  readonly start: number;
  readonly bytes: Uint8Array;
  used: number;
}

export function createByteRing(capacity: number): ByteRing {
  const blocks: Block[] = [];
  let end = 0;
  let held = Number.POSITIVE_INFINITY;

  function lastBlock(): Block {
    const last = blocks.at(-1);
    if (last && last.used < last.bytes.length) return last;
    const size = Math.min(largestBlock, Math.max(smallestBlock, end));
    const block = { start: end, bytes: reuse(size) ?? new Uint8Array(size), used: 0 };
    blocks.push(block);
    return block;
  }

  /** The memory of the oldest block, if nobody needs it any more. */
  function reuse(size: number): Uint8Array | undefined {
    let freed: Uint8Array | undefined;
    for (let first = blocks[0]; first; first = blocks[0]) {
      const last = first.start + first.used;
      if (last > end - capacity || last > held) break;
      blocks.shift();
      freed = first.bytes;
    }
    return freed?.length === size ? freed : undefined;
  }

  return {
    get start() {
      return Math.max(blocks[0]?.start ?? 0, Math.min(held, end - capacity));
    },
    get end() {
      return end;
    },
    append(bytes) {
      for (let done = 0; done < bytes.length; ) {
        const block = lastBlock();
        const part = bytes.subarray(done, done + block.bytes.length - block.used);
        block.bytes.set(part, block.used);
        block.used += part.length;
        done += part.length;
        end += part.length;
      }
    },
    hold(from) {
      held = from;
    },
    read(from, to) {
      const bytes = new Uint8Array(to - from);
      for (const { start, bytes: kept, used } of blocks) {
        if (start + used <= from) continue;
        if (start >= to) break;
        bytes.set(kept.subarray(Math.max(0, from - start), Math.min(used, to - start)), Math.max(0, start - from));
      }
      return bytes;
    },
  };
}
