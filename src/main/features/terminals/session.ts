import { createCell, type Observable, type Unsubscribe } from '../../../shared/event';
import type { Terminal, TerminalSize } from '../../../shared/vocabulary';
import type { Pty } from '../../ports';
import { type ByteRing, createByteRing } from './ring';

/** What is kept of the output, read or not. */
const keptBytes = 1024 * 1024;
/** Output stops while a reader has more than this before it, … */
const highWaterBytes = 256 * 1024;
/** … and goes on below this. */
const lowWaterBytes = 64 * 1024;

/** Who follows the output and may hold the process back. */
export interface Reader {
  /** How many bytes are still before it; 0 if it is not to be waited for. */
  backlog(): number;
  /** There is more output, or (`urgent`) the process has ended or gets another size: what there is should go out now. */
  progressed(urgent: boolean): void;
  /** The terminal was closed and is forgotten. */
  over(): void;
}

/** A terminal's process and what it wrote. */
export interface Session {
  readonly terminal: Observable<Terminal>;
  readonly output: ByteRing;
  write(bytes: Uint8Array): void;
  resize(size: TerminalSize): void;
  addReader(reader: Reader): Unsubscribe;
  /** A reader's backlog has changed by other means than output. */
  reconsider(): void;
  close(): Promise<void>;
}

export function createSession(pty: Pty, started: Terminal): Session {
  const terminal = createCell(started);
  const output = createByteRing(keptBytes);
  const readers = new Set<Reader>();
  let paused = false;

  function reconsider(): void {
    const backlog = Math.max(0, ...[...readers].map((reader) => reader.backlog()));
    if (paused ? backlog >= lowWaterBytes : backlog <= highWaterBytes) return;
    paused = !paused;
    if (paused) pty.pause();
    else pty.resume();
  }

  const tellReaders = (urgent: boolean) => {
    for (const reader of readers) reader.progressed(urgent);
  };
  pty.data.on((bytes) => {
    output.append(bytes);
    tellReaders(false);
    reconsider();
  });
  pty.exited.on((exit) => {
    terminal.value = { ...terminal.value, exit };
    tellReaders(true);
  });

  return {
    terminal,
    output,
    write: pty.write,
    resize(size) {
      const { cols, rows } = terminal.value;
      if (cols === size.cols && rows === size.rows) return;
      tellReaders(true);
      pty.resize(size);
      terminal.value = { ...terminal.value, ...size };
    },
    addReader(reader) {
      readers.add(reader);
      reconsider();
      return () => {
        readers.delete(reader);
        reconsider();
      };
    },
    reconsider,
    async close() {
      await pty.close();
      for (const reader of readers) reader.over();
    },
  };
}
