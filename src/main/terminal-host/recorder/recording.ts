import { type Cell, createCell } from '../../../shared/event';
import { createColorSummary } from './color-summary';
import { createLineCount } from './line-count';
import { type ByteRing, createByteRing } from './ring';
import { createOutputScanner } from './scanner';

/** The program is held back while more than this is on its way to the screen, … */
const highWaterBytes = 1024 * 1024;
/** … until it is less than this. */
const lowWaterBytes = 256 * 1024;

/** Where the bytes go that a terminal's screen must see. */
export interface ScreenFeed {
  write(bytes: Uint8Array, urgent: boolean): void;
  /** What comes next is what was written from `to` on; all between amounts to `summary`. */
  skip(to: number, summary: string): void;
}

/** The last lines of plain output, as they are after what is left out before them. */
export interface Tail {
  /** Sequences that give the colours with which it begins. */
  readonly summary: string;
  readonly bytes: Uint8Array;
  /** The offset after them. */
  readonly end: number;
}

/** Keeps output, and decides what of it the screen sees, and when. */
export interface Recording {
  readonly ring: ByteRing;
  /** The screen cannot keep up. */
  readonly pressure: Cell<boolean>;
  append(bytes: Uint8Array): void;
  /**
   * The end of the output, with at least so many lines, which pushes away whatever the screen shows now. Undefined when
   * there is no such end, or the screen has nearly all of it.
   */
  tail(lines: number, upTo: 'end' | 'last line end'): Tail | undefined;
  /** Shows the screen all there is. */
  catchUp(urgent: boolean): void;
  /** The screen has parsed all before `end`, and is calm or not. */
  parsed(end: number, calm: boolean): void;
  /** There is a new screen, which has seen nothing. @returns the offset of the first byte that it will see */
  restart(): number;
}

const shortlyBytes = 2 * 1024;

export interface RecordingOptions {
  /** So much output is kept in any case, and the screen may be behind by so much. */
  readonly keptBytes: number;
  /** How many lines push away all that the screen and its scrollback hold. */
  readonly mostLines: () => number;
}

export function createRecording({ keptBytes, mostLines }: RecordingOptions, feed: ScreenFeed): Recording {
  /** A terminal that only scrolls may be behind by this until there are enough lines. */
  const mostBehindBytes = 2 * keptBytes;
  /** Less is not worth skipping. */
  const leastSkipBytes = keptBytes / 32;
  const ring = createByteRing(keptBytes);
  const pressure = createCell(false);
  const lines = createLineCount(leastSkipBytes);
  const colors = createColorSummary();
  let scanner = createOutputScanner();
  /** What is after this is plain. */
  let plainFrom = 0;
  /** What is before this the screen has been sent, or needs no more. */
  let sent = 0;
  /** Up to here the screen has parsed, and was calm then. */
  let calmAt: number | undefined = 0;
  let skipped = false;
  let underWay: { readonly end: number; readonly bytes: number }[] = [];
  ring.hold(0);

  function append(bytes: Uint8Array): void {
    const at = ring.end;
    ring.append(bytes);
    const { asks, plain } = scanner.scan(bytes);
    if (plain) lines.add(bytes, at);
    else notPlain();
    if (asks) send(ring.end, true);
    else if (ring.end - sent > keptBytes) lighten();
  }

  function notPlain(): void {
    plainFrom = ring.end;
    lines.clear();
  }

  /** Less is to be left than `keptBytes`, at best without the screen having to see it. */
  function lighten(): void {
    if (sent < plainFrom) send(lineEnd(plainFrom), false);
    else if (calmAt === sent) skip();
    if (ring.end - sent > mostBehindBytes) send(ring.end, false);
  }

  const isCalm = () => sent >= plainFrom && calmAt === sent;

  function tail(wanted: number, upTo: 'end' | 'last line end'): Tail | undefined {
    const from = isCalm() ? lines.before(wanted + 1) : undefined;
    if (from === undefined || from - sent < leastSkipBytes) return undefined;
    const bytes = Buffer.from(ring.read(from, ring.end).buffer);
    const begin = bytes.indexOf(0x0a) + 1;
    const end = upTo === 'end' ? bytes.length : bytes.lastIndexOf(0x0a) + 1;
    // Where a line has ended by CR LF it does not matter in which column it began.
    if (bytes[begin - 2] !== 0x0d) return undefined;
    return { summary: colorsAt(from + begin), bytes: bytes.subarray(begin, end), end: from + end };
  }

  function colorsAt(offset: number): string {
    const shortly = createColorSummary();
    if (shortly.add(ring.read(Math.max(sent, offset - shortlyBytes), offset))) return shortly.text();
    const all = createColorSummary();
    const isReset = all.add(ring.read(sent, offset));
    return (skipped && !isReset ? colors.text() : '') + all.text();
  }

  /** The screen is calm after a line. */
  function lineEnd(from: number): number {
    const found = ring.read(from, ring.end).indexOf(0x0a);
    return found < 0 ? ring.end : from + found + 1;
  }

  /**
   * After so many plain lines nothing is left of what was before, but its colours; so the screen need not see it. Where
   * a line has ended by CR LF the cursor is in the first column, whatever came before.
   */
  function skip(): void {
    const limit = lines.before(mostLines());
    if (limit === undefined || limit - sent < leastSkipBytes) return;
    lines.forget(limit);
    // Mostly the colours have been reset shortly before.
    const after = summarize(Math.max(sent, limit - shortlyBytes), limit) ?? summarize(sent, limit);
    if (after === undefined) return;
    sent = calmAt = after;
    skipped = true;
    ring.hold(sent);
  }

  /** @returns the offset after the last line; undefined when there is none, or when what is before `from` counts. */
  function summarize(from: number, to: number): number | undefined {
    const bytes = Buffer.from(ring.read(from, to).buffer);
    const length = bytes.lastIndexOf('\r\n') + 2;
    if (length < 2) return undefined;
    return colors.add(bytes.subarray(0, length)) || from === sent ? from + length : undefined;
  }

  function send(to: number, urgent: boolean): void {
    if (to <= sent) return;
    if (skipped) feed.skip(sent, colors.text());
    skipped = false;
    colors.clear();
    underWay.push({ end: to, bytes: to - sent });
    feed.write(ring.read(sent, to), urgent);
    sent = to;
    ring.hold(sent);
    weigh();
  }

  function weigh(): void {
    const bytes = underWay.reduce((sum, part) => sum + part.bytes, 0);
    pressure.value = bytes > (pressure.value ? lowWaterBytes : highWaterBytes);
  }

  function parsed(end: number, calm: boolean): void {
    underWay = underWay.filter((part) => part.end > end);
    calmAt = calm ? end : undefined;
    if (calm && !scanner.sure && end >= ring.start) lookAgain(end);
    weigh();
  }

  /** The screen knows where sequences begin and end. */
  function lookAgain(from: number): void {
    scanner = createOutputScanner();
    scanner.scan(ring.read(from, ring.end));
    notPlain();
  }

  return {
    ring,
    pressure,
    append,
    tail,
    catchUp: (urgent) => send(ring.end, urgent),
    parsed,
    restart() {
      sent = ring.start;
      underWay = [];
      calmAt = undefined;
      skipped = false;
      colors.clear();
      notPlain();
      ring.hold(sent);
      weigh();
      return sent;
    },
  };
}
