import stringWidth from 'string-width';

/** What takes one or two cells of a terminal. */
export interface Grapheme {
  readonly text: string;
  readonly width: 1 | 2;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const plain = /^[\u0020-\u007e]*$/;
/** Joiners and what else makes one picture of several characters: terminals do not agree on how wide those are. */
const disputed = /[\u200d\ufe0f\u20e3\u{1f3fb}-\u{1f3ff}\u{1f1e6}-\u{1f1ff}]/u;
const widths = new Map<string, number>();
const mostWidths = 10_000;

/**
 * A text as cells. Controls are left out, so that no text steers the terminal. Of pictures that are made of several the
 * first is kept, and flags become their letters: all terminals agree on the width of what remains.
 */
export function graphemesOf(text: string): Grapheme[] {
  if (plain.test(text)) return Array.from(text, (letter) => ({ text: letter, width: 1 }));
  const found: Grapheme[] = [];
  for (const { segment } of segmenter.segment(text)) {
    for (const piece of agreed(segment)) {
      const width = widthOf(piece);
      if (width === 1 || width === 2) found.push({ text: piece, width });
      else if (width > 2) found.push(...[...piece].flatMap(asCell));
    }
  }
  return found;
}

/** How many cells a text takes. */
export function textWidth(text: string): number {
  if (plain.test(text)) return text.length;
  return graphemesOf(text).reduce((sum, { width }) => sum + width, 0);
}

/** The beginning of a text in so many cells, with an ellipsis when something is cut off. */
export function cut(text: string, width: number): string {
  if (width <= 0) return '';
  if (textWidth(text) <= width) return text;
  return `${beginning(text, width - 1)}…`;
}

/** As much of a text as fits into so many cells. */
export function beginning(text: string, width: number): string {
  let room = width;
  let kept = '';
  for (const grapheme of graphemesOf(text)) {
    room -= grapheme.width;
    if (room < 0) break;
    kept += grapheme.text;
  }
  return kept;
}

/** The text with blanks around it: so many cells wide, or more when it is longer. */
export function padded(text: string, width: number, align: 'start' | 'end' = 'start'): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'start' ? text + blanks : blanks + text;
}

/** One line: line breaks and tabs become blanks. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').replaceAll('\t', ' ');
}

function agreed(segment: string): string[] {
  if (!disputed.test(segment)) return [segment];
  const [first = '', ...others] = [...segment].filter((point) => !/[\u200d\ufe0f\u20e3]/.test(point));
  const letter = (point: string) => String.fromCharCode((point.codePointAt(0) ?? 0) - 0x1f1e6 + 0x41);
  if (/[\u{1f1e6}-\u{1f1ff}]/u.test(first)) return [first, ...others].map(letter);
  return first === '' ? [] : [first];
}

function asCell(point: string): Grapheme[] {
  const width = widthOf(point);
  return width === 1 || width === 2 ? [{ text: point, width }] : [];
}

function widthOf(piece: string): number {
  const known = widths.get(piece);
  if (known !== undefined) return known;
  if (widths.size >= mostWidths) widths.clear();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they take no cell
  const width = /^[\u0000-\u001f\u007f-\u009f]/.test(piece) ? 0 : stringWidth(piece);
  widths.set(piece, width);
  return width;
}
