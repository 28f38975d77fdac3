/** The longest line that is passed on whole. */
const maxLineBytes = 8 * 1024;
const lineFeed = 10;
const carriageReturn = 13;

/** Cuts bytes into lines of UTF-8 text. */
export interface LineReader {
  push(chunk: Uint8Array): void;
  /** The rest, if it did not end with a line feed. */
  end(): void;
}

/**
 * @param onLine gets a function for the text, as most lines of a flood are only counted.
 * A line longer than 8 KiB is cut and ends with "…".
 */
export function createLineReader(onLine: (text: () => string) => void): LineReader {
  const buffer = new Uint8Array(maxLineBytes);
  let kept = 0;
  let cut = false;

  function keep(part: Uint8Array): void {
    const fitting = part.subarray(0, maxLineBytes - kept);
    buffer.set(fitting, kept);
    kept += fitting.length;
    cut ||= fitting.length < part.length;
  }

  function finishKept(): void {
    onLine(() => decode(buffer.subarray(0, kept), cut));
    kept = 0;
    cut = false;
  }

  function finish(chunk: Uint8Array, from: number, to: number): void {
    // Most lines are in one chunk, and need not be copied.
    if (kept === 0 && to - from <= maxLineBytes) {
      onLine(() => decode(chunk.subarray(from, to), false));
      return;
    }
    keep(chunk.subarray(from, to));
    finishKept();
  }

  return {
    push(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, from)) {
        finish(chunk, from, at);
        from = at + 1;
      }
      if (from < chunk.length) keep(chunk.subarray(from));
    },
    end() {
      if (kept > 0) finishKept();
    },
  };
}

function decode(line: Uint8Array, cut: boolean): string {
  // As a stream, so that a character that was cut in two is left out rather than garbled.
  if (cut) return `${new TextDecoder().decode(line, { stream: true })}…`;
  const end = line.at(-1) === carriageReturn ? -1 : undefined;
  return new TextDecoder().decode(line.subarray(0, end));
}
