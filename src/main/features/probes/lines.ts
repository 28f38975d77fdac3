/** Puts lines together again from text that was cut anywhere. */
export interface LineSplitter {
  push(text: string): void;
}

export interface LineSplitterOptions {
  /** In UTF-16 units, without the newline. */
  readonly maxLength: number;
  /** A whole line, without its newline. */
  readonly onLine: (line: string) => void;
  /** A line became longer than allowed; what follows up to its newline is skipped. Called once per such line. */
  readonly onTooLong: () => void;
}

export function createLineSplitter({ maxLength, onLine, onTooLong }: LineSplitterOptions): LineSplitter {
  let begun = '';
  let skipping = false;

  function finish(end: string): void {
    const line = begun === '' ? end : begun + end;
    const skipped = skipping;
    begun = '';
    skipping = false;
    if (skipped) return;
    if (line.length > maxLength) onTooLong();
    else onLine(line);
  }

  function begin(start: string): void {
    if (skipping) return;
    begun += start;
    if (begun.length <= maxLength) return;
    begun = '';
    skipping = true;
    onTooLong();
  }

  return {
    push(text) {
      let from = 0;
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
        finish(text.slice(from, at));
        from = at + 1;
      }
      if (from < text.length) begin(text.slice(from));
    },
  };
}
