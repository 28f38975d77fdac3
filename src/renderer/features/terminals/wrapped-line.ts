import type { IBufferCellPosition, IBufferLine, Terminal as Xterm } from '@xterm/xterm';

/** A line of output, which may take several rows, and where its characters stand. */
export interface WrappedLine {
  readonly text: string;
  /** The cell of a character, counted from 1 as links have it. */
  cellAt(index: number): IBufferCellPosition;
}

/** No line is read over more rows. */
const mostRows = 40;

/** @param y a row of the buffer, counted from 0 */
export function wrappedLineAt(xterm: Pick<Xterm, 'buffer'>, y: number): WrappedLine {
  const buffer = xterm.buffer.active;
  let first = y;
  while (y - first < mostRows && buffer.getLine(first)?.isWrapped) first--;
  let text = '';
  const cells: IBufferCellPosition[] = [];
  for (let row = first; row - first < mostRows; row++) {
    const line = buffer.getLine(row);
    if (!line || (row > first && !line.isWrapped)) break;
    text += readRow(line, row, cells);
  }
  return { text, cellAt: (index) => cells[Math.min(index, cells.length - 1)] ?? { x: 1, y: y + 1 } };
}

function readRow(line: IBufferLine, row: number, cells: IBufferCellPosition[]): string {
  let text = '';
  for (let x = 0; x < line.length; x++) {
    const cell = line.getCell(x);
    // The second half of a wide character.
    if (!cell || cell.getWidth() === 0) continue;
    const chars = cell.getChars() || ' ';
    for (let i = 0; i < chars.length; i++) cells.push({ x: x + 1, y: row + 1 });
    text += chars;
  }
  return text;
}
