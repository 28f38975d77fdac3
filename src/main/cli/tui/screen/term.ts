import type { TerminalSize } from '../../../../shared/vocabulary';
import { changesBetween } from './diff';
import { clearFrame, createFrame, type Frame, put } from './frame';
import { graphemesOf } from './graphemes';
import type { ColorDepth, Style } from './style';

/** A place on a screen; 0, 0 is the first cell. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A screen to draw on: what is drawn is shown by `flush`, all at once. */
export interface Term {
  readonly size: TerminalSize;
  /** What is being drawn. */
  readonly frame: Frame;
  clear(): void;
  /** Where `write` goes on. */
  setCursor(x: number, y: number): void;
  /** Goes on to the right, not to the next row. */
  write(text: string, style?: Style): void;
  /** Where the cursor is to be seen; undefined: nowhere. */
  showCursor(place: Place | undefined): void;
  /** Shows what was drawn: writes what has changed since the last time. Resolves once the terminal has taken it. */
  flush(): Promise<void>;
  /** A terminal of another size, or one whose screen is not ours any more: all is shown anew. */
  reset(size: TerminalSize): void;
}

const begin = '\u001b[?2026h\u001b[?25l';
const end = '\u001b[?2026l';

/** @param write to the terminal, which shows nothing yet */
export function createTerm(write: (output: string) => Promise<void>, initial: TerminalSize, depth: ColorDepth): Term {
  let size = initial;
  let frame = createFrame(size);
  let shown: Frame | undefined;
  let pen: Place = { x: 0, y: 0 };
  let cursor: Place | undefined;
  let shownCursor = '';

  return {
    get size() {
      return size;
    },
    get frame() {
      return frame;
    },
    clear: () => clearFrame(frame),
    setCursor(x, y) {
      pen = { x, y };
    },
    write(text, style = {}) {
      for (const grapheme of graphemesOf(text)) {
        put(frame, pen.x, pen.y, grapheme, style);
        pen = { x: pen.x + grapheme.width, y: pen.y };
      }
    },
    showCursor(place) {
      cursor = place;
    },
    async flush() {
      const changes = changesBetween(shown, frame, depth);
      const nextCursor = cursor ? `\u001b[${cursor.y + 1};${cursor.x + 1}H\u001b[?25h` : '';
      if (changes === '' && nextCursor === shownCursor && shown) return;
      const wipe = shown ? '' : '\u001b[0m\u001b[2J';
      const last = shown ?? createFrame(size);
      shown = frame;
      // What was drawn stays what is drawn on.
      frame = last;
      copyFrame(shown, frame);
      shownCursor = nextCursor;
      await write(`${begin}${wipe}${changes}${nextCursor}${end}`);
    },
    reset(next) {
      size = next;
      frame = createFrame(size);
      shown = undefined;
      shownCursor = '';
    },
  };
}

function copyFrame(from: Frame, to: Frame): void {
  for (let at = 0; at < from.texts.length; at++) to.texts[at] = from.texts[at] ?? ' ';
  to.foregrounds.set(from.foregrounds);
  to.backgrounds.set(from.backgrounds);
  to.attributes.set(from.attributes);
}
