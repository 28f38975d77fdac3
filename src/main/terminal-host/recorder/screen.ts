import { Unicode11Addon } from '@xterm/addon-unicode11';
import headless, { type Terminal } from '@xterm/headless';
import { cutCharacterBytes } from '../../../shared/utf8';
import type { ScreenText, TerminalColors, TerminalSize } from '../../../shared/vocabulary';
import { limitXterm } from '../../../shared/xterm-limits';
import { answerQuestions } from './answers';
import { charsetNames } from './charsets';
import { type Charset, groundState, internalsOf, resizeXterm } from './internals';
import { Palette } from './palette';
import type { SearchMatch, SearchQuestion, Snapshot, TextQuestion } from './recorder';
import type { Tail } from './recording';
import { readText } from './screen-text';
import { searchRows } from './search';
import { writeSnapshot } from './snapshot';
import { createUnfinished } from './unfinished';

/** What a terminal shows, worked out by a headless xterm. */
export interface Screen {
  /** Bytes before this offset have been taken. */
  readonly end: number;
  /** Between two sequences, and so that enough lines push everything away that is there now. */
  readonly calm: boolean;
  /** About how much memory it takes. */
  readonly cells: number;
  write(bytes: Uint8Array): void;
  /** What was left out before `to` amounts to this. */
  skip(to: number, summary: string): void;
  resize(size: TerminalSize): void;
  /** @param tail see `text` */
  snapshot(lines: number, tail?: Tail): Snapshot;
  /** @param tail more output, which pushes away all that is there now and is shown only for this */
  text(question: TextQuestion, tail?: Tail): ScreenText;
  search(question: SearchQuestion): SearchMatch[];
  marksPastes(): boolean;
  colors(colors: TerminalColors): void;
  /** Until it is used again it takes the memory of a snapshot only. */
  sleep(): void;
  close(): void;
}

export interface ScreenOptions {
  readonly size: TerminalSize;
  readonly scrollback: number;
  /** The offset of the first byte that will be written. */
  readonly from: number;
  /** Nothing before this offset is answered any more. */
  readonly muted: number;
  /** What is to be typed for an answer. */
  readonly reply: (text: string) => void;
}

const nothing = new Uint8Array();
let charsets: ReadonlyMap<Charset | undefined, string> | undefined;

export function createScreen({ size, scrollback, from, muted, reply }: ScreenOptions): Screen {
  const palette = new Palette();
  const unfinished = createUnfinished();
  let { cols, rows } = size;
  let end = from;
  /** A character that has been cut: xterm's own decoder loses some of them. */
  let cut = nothing;
  let blink: boolean | undefined;
  let waking = false;
  /** A snapshot, while there is no xterm. */
  let asleep: Uint8Array | undefined;
  let xterm: Terminal | undefined = open();

  function open(kept = scrollback): Terminal {
    const opened = new headless.Terminal({
      ...{ cols, rows, scrollback: kept, allowProposedApi: true, logLevel: 'off' },
      windowOptions: { getWinSizeChars: true },
    });
    limitXterm(opened);
    opened.loadAddon(new Unicode11Addon());
    opened.unicode.activeVersion = '11';
    charsets ??= charsetNames(new headless.Terminal({ logLevel: 'off' }));
    const answer = (text: string) => {
      if (!waking && end > muted) reply(text);
    };
    opened.onData(answer);
    answerQuestions(opened, palette, answer);
    for (const final of ['h', 'l']) {
      opened.parser.registerCsiHandler({ prefix: '?', final }, (modes) => {
        if (modes.includes(12)) blink = final === 'h';
        return false;
      });
    }
    return opened;
  }

  function awake(): Terminal {
    if (xterm) return xterm;
    xterm = open();
    waking = true;
    if (asleep) internalsOf(xterm).writeSync(asleep);
    waking = false;
    asleep = undefined;
    return xterm;
  }

  function parse(bytes: Uint8Array): void {
    attempt(() => internalsOf(awake()).writeSync(bytes));
    unfinished.parsed(bytes, internalsOf(awake())._inputHandler._parser.currentState);
  }

  /**
   * xterm fails to wrap some lines anew when its columns change (wide characters in few columns). One terminal then
   * begins with an empty screen, which most programs draw anew; all others go on.
   */
  function attempt(change: () => void): void {
    try {
      change();
    } catch {
      xterm?.dispose();
      xterm = open();
    }
  }

  function whole(lines: number): Uint8Array {
    const from = awake();
    const newLine = from.options.convertEol === true;
    const beside = { palette: palette.changes(), blink, newLine, unfinished: unfinished.bytes() };
    return writeSnapshot(from, { ...beside, charsets: charsets ?? new Map() }, lines);
  }

  const screen: Screen = {
    get end() {
      return end;
    },
    get calm() {
      const { buffers, _inputHandler } = internalsOf(awake());
      const { scrollTop, scrollBottom } = buffers.active;
      const { _parser, _curAttrData } = _inputHandler;
      return (
        _parser.currentState === groundState &&
        cut.length === 0 &&
        _curAttrData.extended._urlId === 0 &&
        scrollTop === 0 &&
        scrollBottom === rows - 1
      );
    },
    get cells() {
      return xterm ? internalsOf(xterm).buffers.normal.lines.length * cols : 0;
    },
    write(bytes) {
      if (end < muted && end + bytes.length > muted) {
        const known = muted - end;
        screen.write(bytes.subarray(0, known));
        return screen.write(bytes.subarray(known));
      }
      end += bytes.length;
      const all = cut.length === 0 ? bytes : Buffer.concat([cut, bytes]);
      const cutBytes = cutCharacterBytes(all);
      cut = all.slice(all.length - cutBytes);
      const complete = all.subarray(0, all.length - cutBytes);
      if (complete.length > 0) parse(complete);
    },
    skip(to, summary) {
      parse(Buffer.from(summary, 'latin1'));
      end = to;
    },
    resize(size) {
      ({ cols, rows } = size);
      attempt(() => resizeXterm(awake(), size));
    },
    snapshot(lines, tail) {
      const parts = tail ? [whole(0), Buffer.from(tail.summary, 'latin1'), tail.bytes] : [whole(lines)];
      const header = new DataView(new ArrayBuffer(4));
      header.setUint16(0, cols);
      header.setUint16(2, rows);
      const bytes = Buffer.concat([new Uint8Array(header.buffer), ...parts]);
      return { offset: tail?.end ?? end - cut.length, size: { cols, rows }, bytes };
    },
    text(question, tail) {
      if (!tail) return readText(awake(), question);
      const parts = [whole(0), Buffer.from(tail.summary, 'latin1'), tail.bytes];
      waking = true;
      const copy = open(question.lines);
      for (const bytes of parts) internalsOf(copy).writeSync(bytes);
      waking = false;
      const text = readText(copy, question);
      copy.dispose();
      return text;
    },
    search: (question) => searchRows(internalsOf(awake()).buffers.active, question),
    marksPastes: () => awake().modes.bracketedPasteMode,
    colors(colors) {
      palette.usual = colors;
    },
    sleep() {
      if (!xterm) return;
      asleep = whole(scrollback);
      xterm.dispose();
      xterm = undefined;
    },
    close() {
      xterm?.dispose();
    },
  };
  return screen;
}
