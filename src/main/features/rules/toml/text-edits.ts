/** Puts `text` in the place of a part of another text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Makes edits whose places are those in the text before any of them. At the same place they keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    // Parts that are taken out may overlap.
    if (edit.start > done) parts.push(text.slice(done, edit.start));
    parts.push(edit.text);
    done = Math.max(done, edit.end);
  }
  return parts.join('') + text.slice(done);
}

/** Where the line begins that the offset is in. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line feed of the line that the offset is in. */
export function endOfLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed + 1;
}
