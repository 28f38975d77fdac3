import { graphemesOf } from '../screen/graphemes';
import type { KeyPress } from './input';
import { isTyping } from './key-sequences';

/** A text that is being typed, and where: the cursor is between its graphemes. */
export interface Edited {
  readonly text: string;
  /** In UTF-16 units. */
  readonly cursor: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What a key makes of a text; undefined when it is none that edits. */
export function editedBy(press: KeyPress, edited: Edited, multiline: boolean): Edited | undefined {
  const { text, cursor } = edited;
  const { key, ctrl, alt } = press;
  const word = ctrl || alt;
  if (isTyping(press)) return inserted(edited, key, multiline);
  if (key === 'ArrowLeft') return { text, cursor: word ? wordBefore(edited) : before(edited) };
  if (key === 'ArrowRight') return { text, cursor: word ? wordAfter(edited) : after(edited) };
  if (key === 'Home' || (ctrl && key === 'a')) return { text, cursor: lineStart(edited) };
  if (key === 'End' || (ctrl && key === 'e')) return { text, cursor: lineEnd(edited) };
  if (key === 'Backspace' && !word) return without(edited, before(edited), cursor);
  if ((key === 'Backspace' && word) || (ctrl && key === 'w')) return without(edited, wordBefore(edited), cursor);
  if (key === 'Delete') return without(edited, cursor, after(edited));
  if (ctrl && key === 'u') return without(edited, lineStart(edited), cursor);
  if (ctrl && key === 'k') return without(edited, cursor, lineEnd(edited));
  if (multiline) return editedInLines(press, edited);
  return undefined;
}

/** A text put where the cursor is; without line breaks, unless there may be some. */
export function inserted({ text, cursor }: Edited, more: string, multiline: boolean): Edited {
  const lines = more.replaceAll(/\r\n?/g, '\n');
  const kept = multiline ? lines : lines.replaceAll('\n', ' ');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be typed
  const clean = kept.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '');
  return { text: text.slice(0, cursor) + clean + text.slice(cursor), cursor: cursor + clean.length };
}

/** The part of one line that has the cursor, in so many cells, and the column of the cursor in it. */
export function windowOf({ text, cursor }: Edited, width: number): { readonly text: string; readonly x: number } {
  const shown = graphemesOf(text.slice(0, cursor));
  let used = shown.reduce((sum, grapheme) => sum + grapheme.width, 0);
  let first = 0;
  // The cursor may stand behind the last character.
  while (used >= width && first < shown.length) used -= shown[first++]?.width ?? 0;
  const start = shown.slice(0, first).reduce((at, grapheme) => at + grapheme.text.length, 0);
  return { text: text.slice(start), x: used };
}

function editedInLines({ key, ctrl, alt }: KeyPress, edited: Edited): Edited | undefined {
  if (key === 'Enter' && !ctrl) return alt ? undefined : inserted(edited, '\n', true);
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const { text } = edited;
  const start = lineStart(edited);
  const column = edited.cursor - start;
  const at = key === 'ArrowUp' ? start - 1 : lineEnd(edited) + 1;
  if (at < 0 || at > text.length) return undefined;
  const other = { text, cursor: at };
  return { text, cursor: Math.min(lineStart(other) + column, lineEnd(other)) };
}

function without({ text }: Edited, from: number, to: number): Edited {
  return { text: text.slice(0, from) + text.slice(to), cursor: from };
}

function before({ text, cursor }: Edited): number {
  return [...segmenter.segment(text)].findLast(({ index }) => index < cursor)?.index ?? 0;
}

function after({ text, cursor }: Edited): number {
  return [...segmenter.segment(text)].find(({ index }) => index > cursor)?.index ?? text.length;
}

function wordBefore({ text, cursor }: Edited): number {
  return text.slice(0, cursor).search(/\S+\s*$/) === -1 ? 0 : text.slice(0, cursor).search(/\S+\s*$/);
}

function wordAfter({ text, cursor }: Edited): number {
  return cursor + (/^\s*\S+/.exec(text.slice(cursor))?.[0].length ?? text.length - cursor);
}

function lineStart({ text, cursor }: Edited): number {
  return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd({ text, cursor }: Edited): number {
  const at = text.indexOf('\n', cursor);
  return at < 0 ? text.length : at;
}
