import type { IMarker } from '@xterm/headless';
import xterm from '@xterm/headless';
import type { TerminalSize } from '../../../shared/vocabulary';

/** Reads a terminal's output as lines of text, each when it is not likely to change any more. */
export interface LineReader {
  /** A terminal of this size that was just switched on; what is not said of the one before is lost. */
  begin(size: TerminalSize): void;
  write(bytes: Uint8Array): Promise<void>;
  /** Lines that have left the screen at its top, which nothing can change, since the last call. */
  scrolled(): string[];
  /** All lines above the cursor since the last call, those again that were drawn anew. For when it is quiet. */
  settled(): string[];
  /** All that is there, at the end. */
  rest(): string[];
}

/** More than the newlines of one message, so that none is lost in between. */
const scrollback = 70_000;

interface Line {
  /** The row that it begins in. */
  readonly row: number;
  readonly text: string;
}

export function createLineReader(): LineReader {
  const terminal = new xterm.Terminal({ cols: 80, rows: 24, scrollback, allowProposedApi: true });
  const { buffer } = terminal;
  /** Everything above it was said. */
  let marker: IMarker | undefined;
  /** What was said of the lines from there on. */
  let said: string[] = [];

  function linesTo(end: number): Line[] {
    const lines: Line[] = [];
    for (let row = marker && !marker.isDisposed ? marker.line : 0; row < end; row++) {
      const cells = buffer.normal.getLine(row);
      const last = lines.at(-1);
      const text = cells?.translateToString(!buffer.normal.getLine(row + 1)?.isWrapped) ?? '';
      if (last && cells?.isWrapped) lines[lines.length - 1] = { row: last.row, text: last.text + text };
      else lines.push({ row, text });
    }
    return lines;
  }

  /** The first row of the line that this row belongs to. */
  function beginning(row: number): number {
    let first = row;
    while (first > 0 && buffer.normal.getLine(first)?.isWrapped) first--;
    return first;
  }

  function say(end: number): string[] {
    // Programs that draw on all of the screen have no lines.
    if (buffer.active.type === 'alternate') return [];
    const { baseY, cursorY } = buffer.normal;
    const lines = linesTo(beginning(end));
    const changed = lines.findIndex(({ text }, index) => text !== said[index]);
    const fresh = changed < 0 ? [] : lines.slice(changed).map(({ text }) => text);
    const top = beginning(baseY);
    said = lines.length < said.length && changed < 0 ? said : lines.map(({ text }) => text);
    said = said.slice(lines.filter(({ row }) => row < top).length);
    marker?.dispose();
    marker = terminal.registerMarker(top - (baseY + cursorY));
    return fresh;
  }

  return {
    begin({ cols, rows }) {
      terminal.reset();
      terminal.resize(cols, rows);
      marker?.dispose();
      marker = undefined;
      said = [];
    },
    write: (bytes) => new Promise((resolve) => terminal.write(bytes, resolve)),
    scrolled: () => say(buffer.normal.baseY),
    settled: () => say(buffer.normal.baseY + buffer.normal.cursorY),
    rest() {
      const lines = say(buffer.normal.length);
      return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
    },
  };
}
