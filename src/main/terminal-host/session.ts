import { createCell, createEmitter, type Event, type Observable, type Unsubscribe } from '../../shared/event';
import type { Terminal, TerminalSignal, TerminalSize } from '../../shared/vocabulary';
import type { Clock, Pty, Transcript } from '../ports';
import type { Recorder } from './recorder';
import { createSignalScanner } from './signals';

/** Output stops while a reader has more than this before it, … */
const highWaterBytes = 512 * 1024;
/** … and goes on below this. */
const lowWaterBytes = 256 * 1024;

/** Who follows the output. */
export interface Reader {
  /** How many bytes are still before it; 0 if it is not to be waited for. */
  backlog(): number;
  /** There is more output, or (`urgent`) the process has ended or gets another size: what there is should go out now. */
  progressed(urgent: boolean): void;
  /** The terminal has another size from here on: whoever did not give it must be told, by a snapshot. */
  resized(by: SizeOwner): void;
  /** The terminal is forgotten. */
  over(): void;
}

/** Whoever gave a terminal its size. */
export type SizeOwner = object;

/** A terminal's process and what it wrote. */
export interface Session {
  readonly terminal: Observable<Terminal>;
  readonly pty: Pick<Pty, 'pid' | 'start' | 'write' | 'taken'>;
  readonly recorder: Recorder;
  readonly signals: Event<TerminalSignal>;
  /** Resized last; only its readers hold the process back. */
  readonly owner: SizeOwner | undefined;
  /** All output was written for the size that the terminal has. */
  readonly neverResized: boolean;
  resize(size: TerminalSize, owner: SizeOwner): void;
  addReader(reader: Reader): Unsubscribe;
  /** A reader's backlog has changed by other means than output. */
  reconsider(): void;
  /** Ends all its processes. Resolves when none is left. */
  kill(): Promise<void>;
  /** Ends it if it runs, and lets go of all that it wrote. What a program that has ended left behind stays. */
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly pty: Pty;
  readonly recorder: Recorder;
  readonly transcript?: Transcript | undefined;
  readonly clock: Clock;
  readonly hostname: string;
}

export function createSession(
  { pty, recorder, transcript, clock, hostname }: SessionOptions,
  started: Terminal,
): Session {
  const terminal = createCell(started);
  const signals = createEmitter<TerminalSignal>();
  const scanner = createSignalScanner({ clock, hostname });
  const readers = new Set<Reader>();
  let paused = false;
  let owner: SizeOwner | undefined;
  let neverResized = true;

  function reconsider(): void {
    let backlog = 0;
    for (const reader of readers) backlog = Math.max(backlog, reader.backlog());
    const hold = recorder.pressure.value || (paused ? backlog >= lowWaterBytes : backlog > highWaterBytes);
    if (hold === paused) return;
    paused = hold;
    if (paused) pty.pause();
    else pty.resume();
  }

  function tellReaders(urgent: boolean): void {
    for (const reader of readers) reader.progressed(urgent);
  }

  pty.data.on((bytes) => {
    recorder.append(bytes);
    transcript?.append(bytes);
    scanner.feed(bytes);
    if (readers.size > 0) tellReaders(false);
    reconsider();
  });
  recorder.replies.on(pty.write);
  recorder.pressure.on(reconsider);
  scanner.signals.on((signal) => {
    if (signal.type === 'title') terminal.value = { ...terminal.value, title: signal.title };
    signals.emit(signal);
  });
  pty.exited.on((exit) => {
    scanner.close();
    transcript?.close();
    terminal.value = { ...terminal.value, exit, end: recorder.end };
    tellReaders(true);
  });

  return {
    ...{ terminal, pty, recorder, signals, reconsider },
    get owner() {
      return owner;
    },
    get neverResized() {
      return neverResized;
    },
    resize(size, by) {
      owner = by;
      const { cols, rows } = terminal.value;
      if (cols !== size.cols || rows !== size.rows) {
        tellReaders(true);
        neverResized &&= recorder.end === 0;
        pty.resize(size);
        recorder.resize(size);
        terminal.value = { ...terminal.value, ...size };
        for (const reader of readers) reader.resized(by);
      }
      reconsider();
    },
    addReader(reader) {
      readers.add(reader);
      reconsider();
      return () => {
        readers.delete(reader);
        reconsider();
      };
    },
    kill: pty.close,
    async close() {
      if (!terminal.value.exit) await pty.close();
      for (const reader of [...readers]) reader.over();
      recorder.close();
    },
  };
}
