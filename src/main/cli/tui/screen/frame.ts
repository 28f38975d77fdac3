import type { TerminalSize } from '../../../../shared/vocabulary';
import type { Grapheme } from './graphemes';
import { bitsOf, type Color, type Style, usual } from './style';

/** A picture of a terminal's screen, cell by cell. The second cell of a wide character has no text. */
export interface Frame extends TerminalSize {
  /** Row by row. */
  readonly texts: string[];
  readonly foregrounds: Int32Array;
  readonly backgrounds: Int32Array;
  /** Bits of `attributes`. */
  readonly attributes: Uint8Array;
}

/** All blank. */
export function createFrame({ cols, rows }: TerminalSize): Frame {
  const count = cols * rows;
  return {
    ...{ cols, rows },
    texts: new Array<string>(count).fill(' '),
    foregrounds: new Int32Array(count).fill(usual),
    backgrounds: new Int32Array(count).fill(usual),
    attributes: new Uint8Array(count),
  };
}

export function clearFrame({ texts, foregrounds, backgrounds, attributes }: Frame): void {
  texts.fill(' ');
  foregrounds.fill(usual);
  backgrounds.fill(usual);
  attributes.fill(0);
}

/** Puts a character into its place; what it covers of a wide one goes. Outside the picture nothing happens. */
export function put(frame: Frame, x: number, y: number, { text, width }: Grapheme, style: Style): void {
  putCell(frame, x, y, text, width, style.fg ?? usual, style.bg ?? usual, bitsOf(style));
}

/** The same with what a style comes to, for those who put thousands. */
export function putCell(
  frame: Frame,
  x: number,
  y: number,
  text: string,
  width: 1 | 2,
  fg: Color,
  bg: Color,
  bits: number,
): void {
  const { cols, rows, texts } = frame;
  if (x < 0 || y < 0 || y >= rows || x + width > cols) return;
  const at = y * cols + x;
  if (texts[at] === '') texts[at - 1] = ' ';
  if (x + width < cols && texts[at + width] === '') texts[at + width] = ' ';
  set(frame, at, text, fg, bg, bits);
  if (width === 2) set(frame, at + 1, '', fg, bg, bits);
}

function set(frame: Frame, at: number, text: string, fg: Color, bg: Color, bits: number): void {
  frame.texts[at] = text;
  frame.foregrounds[at] = fg;
  frame.backgrounds[at] = bg;
  frame.attributes[at] = bits;
}

/** The rows as text, without blanks at their ends. */
export function linesOf({ cols, rows, texts }: Frame): string[] {
  return Array.from({ length: rows }, (_, row) =>
    texts
      .slice(row * cols, (row + 1) * cols)
      .join('')
      .trimEnd(),
  );
}
