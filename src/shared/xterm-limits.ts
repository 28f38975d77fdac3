/** An xterm, with a window or without. */
interface Xterm {
  readonly cols: number;
  readonly rows: number;
}

/** The names are xterm's own, as its API gives handlers copies only. */
interface Core {
  readonly buffers: { readonly normal: { readonly lines: { get(index: number): Row | undefined } } };
  registerCsiHandler(id: { final: string }, handler: (params: { readonly params: Int32Array }) => boolean): unknown;
}

interface Row {
  readonly _combined: Readonly<Record<number, string | undefined>>;
  addCodepointToCell(column: number, code: number, width: number): void;
}

/** More marks than any script puts on a character. */
const mostMarks = 32;

/** Keeps output that means no good from using up time and memory. What it shows is the same. */
export function limitXterm(xterm: Xterm): void {
  limitCounts(xterm);
  limitMarks(xterm);
}

/**
 * xterm does what a program asks for as often as it says (up to 2^31 times), also where nothing changes any more after a
 * screenful: a few bytes would keep it busy for hours, or for REP end in an error. More than these amount to the same.
 *
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html CHT, IL, DL, SU, SD, CBT, REP
 */
function limitCounts(xterm: Xterm): void {
  const { _core: core } = xterm as unknown as { readonly _core: Core };
  const limits: Readonly<Record<string, () => number>> = {
    ...{ I: () => xterm.cols, Z: () => xterm.cols },
    ...{ L: () => xterm.rows, M: () => xterm.rows, S: () => xterm.rows, T: () => xterm.rows },
    b: () => xterm.cols * xterm.rows,
  };
  for (const [final, most] of Object.entries(limits)) {
    core.registerCsiHandler({ final }, ({ params }) => {
      params[0] = Math.min(params[0] ?? 0, most());
      // xterm's own handler goes on with what is in the list now.
      return false;
    });
  }
}

const limited = new WeakSet<object>();

/** A character takes any number of combining marks otherwise: a flood of them makes a cell of a hundred megabytes. */
function limitMarks(xterm: Xterm): void {
  const row = (xterm as unknown as { readonly _core: Core })._core.buffers.normal.lines.get(0);
  // All rows share it, those of other terminals as well.
  const rows = row && (Object.getPrototypeOf(row) as Row);
  if (!rows || limited.has(rows)) return;
  limited.add(rows);
  const { addCodepointToCell } = rows;
  rows.addCodepointToCell = function (this: Row, column, code, width) {
    if ((this._combined[column]?.length ?? 0) < mostMarks) addCodepointToCell.call(this, column, code, width);
  };
}
