/** The end of what an action printed. */
export interface Tail {
  add(bytes: Uint8Array | string): void;
  /** `cut`: something before it is not kept. */
  read(): { readonly text: string; readonly cut: boolean };
}

const keptBytes = 16 * 1024;

export function createTail(): Tail {
  let chunks: Uint8Array[] = [];
  let kept = 0;
  let cut = false;

  /** Leaves out what is more than a whole tail before the end. */
  function trim(): void {
    for (let first = chunks[0]; first && kept - first.length >= keptBytes; first = chunks[0]) {
      chunks.shift();
      kept -= first.length;
      cut = true;
    }
  }

  function joined(): Uint8Array {
    const all = new Uint8Array(kept);
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }

  return {
    add(bytes) {
      const chunk = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
      if (chunk.length > keptBytes) cut = true;
      // Copied: a slice would keep all of the buffer that it was read into.
      const last = chunk.slice(-keptBytes);
      chunks.push(last);
      kept += last.length;
      trim();
      // Many small ones take more memory than they hold.
      if (chunks.length > 64) chunks = [joined()];
    },
    read() {
      const all = joined();
      const from = Math.max(0, all.length - keptBytes);
      const whole = !cut && from === 0;
      return { text: new TextDecoder().decode(whole ? all : fromCharacter(all, from)), cut: !whole };
    },
  };
}

/** From there on, or from the next character on: 10xxxxxx goes on with one. */
function fromCharacter(bytes: Uint8Array, from: number): Uint8Array {
  let at = from;
  while (at < from + 3 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at++;
  return bytes.subarray(at);
}
