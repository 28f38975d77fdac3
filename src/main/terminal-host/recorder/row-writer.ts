import type { ByteWriter } from './byte-writer';
import { type Cells, Color, Content, type Extended } from './internals';
import type { Pen } from './pen';

/** Writes rows one below the other, so that a terminal of the same width shows them cell by cell. */
export interface RowWriter {
  /** An empty row that goes on in the next one. */
  filler(): void;
  /**
   * At the beginning of its row, which is blank. `below` is the row that is written next; with `stop` something comes
   * before it, so that the cursor must be in its first column.
   */
  row(cells: Cells, below: Cells | undefined, stop: boolean): void;
  /** Writes what a cell holds where the cursor is. */
  cell(cells: Cells, column: number): void;
  /** The same in the colours that the cursor has. */
  character(cells: Cells, column: number): void;
}

export interface RowWriterOptions {
  readonly out: ByteWriter;
  readonly pen: Pen;
  readonly cols: number;
  readonly rows: number;
}

/** Two columns wide, to be overwritten by half: that leaves an empty cell that has attributes. */
const wide = '\u3000';

export function createRowWriter({ out, pen, cols, rows }: RowWriterOptions): RowWriter {
  /** Cells before this column may not be blank, whatever was skipped. */
  let soiled = 0;
  /** Where the cursor is; `cols` when the next character goes to the next row. */
  let x = 0;

  function row(cells: Cells, below: Cells | undefined, stop: boolean): void {
    x = 0;
    const pushed = !stop && below?.isWrapped && pushesWide(cells, below);
    for (let column = 0; column < (pushed ? cols - 1 : cols); ) column = run(cells, column);
    soiled = 0;
    if (pushed) {
      goTo(cols - 1);
      spill(below);
    } else if (below?.isWrapped) wrap(cells, below, stop);
    else if (below) {
      pen.lift();
      out.ascii('\r\n');
    }
  }

  /** @returns the first column after what was written or skipped. */
  function run(cells: Cells, column: number): number {
    const content = contentOf(cells, column);
    const width = content >>> Content.widthShift;
    // A wide character that a narrower terminal has cut in half cannot be written: it becomes blank.
    if ((content & Content.any) !== 0 && column + width <= cols) {
      goTo(column);
      cell(cells, column);
      x = column + Math.max(1, width);
      return x;
    }
    if (hasAttributes(cells, column)) {
      attributedBlank(cells, column);
      return column + 1;
    }
    const bg = backgroundOf(cells, column);
    const end = endOfBlanks(cells, column, bg);
    if ((bg & Color.mode) !== 0 || column < soiled) {
      goTo(column);
      pen.use(0, bg);
      out.ascii(`\x1b[${end - column}X`);
    }
    return end;
  }

  function endOfBlanks(cells: Cells, from: number, bg: number): number {
    const data = cells._data;
    let end = from + 1;
    while (
      end < cols &&
      (contentOf(cells, end) & Content.any) === 0 &&
      data[end * 3 + 1] === 0 &&
      data[end * 3 + 2] === bg
    )
      end++;
    return end;
  }

  function goTo(column: number): void {
    if (x === column) return;
    out.ascii(x < column && x < cols ? `\x1b[${column - x}C` : `\x1b[${column + 1}G`);
    x = column;
  }

  function cell(cells: Cells, column: number): void {
    const content = contentOf(cells, column);
    const bg = backgroundOf(cells, column);
    pen.use(foregroundOf(cells, column), bg, cells._extendedAttrs[column]);
    // A mark without a character of its own must not join the one before; a sequence between them keeps it from that.
    if (content >>> Content.widthShift === 0) out.ascii(`\x1b[${column + 1}G`);
    character(cells, column);
  }

  function character(cells: Cells, column: number): void {
    const content = contentOf(cells, column);
    if (content & Content.combined) out.utf8(cells._combined[column] ?? ' ');
    else out.codePoint(content & Content.code || 0x20);
  }

  /** Half of a wide character was overwritten here, which leaves an empty cell in the colours of what did it. */
  function attributedBlank(cells: Cells, column: number): void {
    if (column === cols - 1) blankFromLeft(cells, column);
    else {
      overwriteHalf(cells, column, { wideAt: column, at: column + 1 });
      soiled = Math.max(soiled, column + 2);
    }
    out.ascii(`\x1b[${column + 1}G`);
    x = column;
  }

  /** The same where the half to the left is overwritten, and then gets back what it had. */
  function blankFromLeft(cells: Cells, column: number): void {
    overwriteHalf(cells, column, { wideAt: column - 1, at: column - 1 });
    rewrite(cells, column - 1);
  }

  function overwriteHalf(cells: Cells, column: number, { wideAt, at }: { wideAt: number; at: number }): void {
    out.ascii(`\x1b[${wideAt + 1}G`);
    pen.lift();
    out.utf8(wide);
    out.ascii(`\x1b[${at + 1}G`);
    pen.use(foregroundOf(cells, column), backgroundOf(cells, column), cells._extendedAttrs[column]);
    out.ascii(' ');
  }

  function rewrite(cells: Cells, column: number): void {
    const start = column > 0 && isSecondHalf(cells, column) ? column - 1 : column;
    const isBlank = (contentOf(cells, start) & Content.any) === 0;
    if (isBlank && start > 0 && hasAttributes(cells, start)) {
      blankFromLeft(cells, start);
      return;
    }
    out.ascii(`\x1b[${start + 1}G`);
    if (!isBlank) {
      cell(cells, start);
      return;
    }
    pen.use(0, backgroundOf(cells, start) & (Color.mode | Color.value));
    out.ascii('\x1b[X');
  }

  /** Only a character that finds no room in a row makes the next one its continuation. */
  function wrap(cells: Cells, below: Cells, stop: boolean): void {
    if (x === cols && !stop && hasCharacter(below)) {
      spill(below);
      return;
    }
    const filled = x < cols;
    pen.lift();
    if (filled) out.ascii(`\x1b[${cols}G `);
    out.ascii(' ');
    if (filled && rows > 1) {
      out.ascii('\x1b[A');
      emptyLast(cells);
      out.ascii('\x1b[B');
    }
    pen.lift();
    out.ascii('\r');
    soiled = 1;
  }

  function emptyLast(cells: Cells): void {
    if (hasAttributes(cells, cols - 1)) {
      attributedBlank(cells, cols - 1);
      return;
    }
    out.ascii(`\x1b[${cols}G`);
    pen.use(0, backgroundOf(cells, cols - 1));
    out.ascii('\x1b[X');
  }

  /** A wide character did not fit into the last column, which it left empty in its own colours. */
  function pushesWide(cells: Cells, below: Cells): boolean {
    const last = cols - 1;
    return (
      hasCharacter(below) &&
      contentOf(below, 0) >>> Content.widthShift === 2 &&
      (contentOf(cells, last) & Content.any) === 0 &&
      !isSecondHalf(cells, last) &&
      foregroundOf(cells, last) === foregroundOf(below, 0) &&
      backgroundOf(cells, last) === backgroundOf(below, 0) &&
      haveSameMore(cells._extendedAttrs[last], below._extendedAttrs[0])
    );
  }

  function hasCharacter(below: Cells): boolean {
    const first = contentOf(below, 0);
    return (first & Content.any) !== 0 && first >>> Content.widthShift !== 0;
  }

  /** The next row begins by itself, and is filled with the background of its first character if there was none before. */
  function spill(below: Cells): void {
    soiled = (backgroundOf(below, 0) & Color.mode) === 0 ? 0 : cols;
  }

  return {
    filler() {
      out.ascii(`\x1b[${cols}G  \r`);
      soiled = 1;
    },
    row,
    cell,
    character,
  };
}

function contentOf(cells: Cells, column: number): number {
  return cells._data[column * 3] ?? 0;
}

function foregroundOf(cells: Cells, column: number): number {
  return cells._data[column * 3 + 1] ?? 0;
}

function backgroundOf(cells: Cells, column: number): number {
  return cells._data[column * 3 + 2] ?? 0;
}

/** Underline and link, where there are any. */
function haveSameMore(one: Extended | undefined, other: Extended | undefined): boolean {
  return one?._ext === other?._ext && one?._urlId === other?._urlId;
}

/** More than the background that erasing leaves. */
function hasAttributes(cells: Cells, column: number): boolean {
  return foregroundOf(cells, column) !== 0 || (backgroundOf(cells, column) & ~(Color.mode | Color.value)) !== 0;
}

function isSecondHalf(cells: Cells, column: number): boolean {
  return contentOf(cells, column) === 0 && contentOf(cells, column - 1) >>> Content.widthShift === 2;
}
