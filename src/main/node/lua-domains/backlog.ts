import { signals } from '../../lua-domain/protocol';

/** What a worker was sent and has not handled yet: a slow one must not fill the hub's memory. */
export interface Backlog {
  /** Something of about so many bytes is sent. */
  add(bytes: number): void;
  /** It is so much that events are better left out. */
  readonly isFull: boolean;
}

const mostMessages = 2_000;
const mostBytes = 32 * 1024 * 1024;

export function createBacklog(counters: Int32Array): Backlog {
  const sizes: number[] = [];
  let handled = 0;
  let bytes = 0;

  return {
    add(size) {
      sizes.push(size);
      bytes += size;
    },
    get isFull() {
      if (sizes.length <= mostMessages && bytes <= mostBytes) return false;
      const now = Atomics.load(counters, signals.handled);
      // Counters begin again below zero after two billions.
      for (const size of sizes.splice(0, (now - handled) | 0)) bytes -= size;
      handled = now;
      return sizes.length > mostMessages || bytes > mostBytes;
    },
  };
}
