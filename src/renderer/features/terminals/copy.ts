import type { IBufferRange, Terminal as Xterm } from '@xterm/xterm';

/** `as-shown`: rows as they stand on the screen; `unwrapped`: rows that the terminal wrapped are one line. */
export type CopyStyle = 'as-shown' | 'unwrapped';

type Selected = Pick<Xterm, 'getSelection' | 'getSelectionPosition'> & {
  readonly buffer: Pick<Xterm['buffer'], 'active'>;
};

/** What is selected, as a text. */
export function selectedText(xterm: Selected, style: CopyStyle): string {
  // An xterm joins wrapped rows by itself.
  const joined = xterm.getSelection();
  const range = xterm.getSelectionPosition();
  if (style === 'unwrapped' || !range || joined === '') return joined;
  return rowsOf(xterm, range).join('\n');
}

function rowsOf({ buffer }: Selected, { start, end }: IBufferRange): string[] {
  const rows: string[] = [];
  for (let y = start.y; y <= end.y; y++) {
    const line = buffer.active.getLine(y);
    if (!line) continue;
    const from = y === start.y ? start.x : 0;
    const to = y === end.y ? end.x : line.length;
    rows.push(line.translateToString(true, from, to));
  }
  return rows;
}
