/** An xterm, with a window or without. */
interface Xterm {
  readonly cols: number;
  readonly rows: number;
}

/** The names are xterm's own, as its API gives handlers copies only. */
interface Core {
  readonly buffers: { readonly normal: Screen; readonly alt: Screen };
  readonly _inputHandler: { readonly _curAttrData: Attributes };
  readonly _oscLinkService: Links;
  registerCsiHandler(id: { final: string }, handler: (params: { readonly params: Int32Array }) => boolean): unknown;
}

interface Screen {
  readonly lines: { readonly length: number; get(index: number): Row | undefined };
  readonly savedCurAttrData: Attributes;
}

interface Attributes {
  readonly extended: { readonly _urlId: number };
}

interface Link {
  readonly id?: string | undefined;
  readonly uri: string;
}

interface Links {
  readonly _dataByLinkId: Map<number, { readonly data: Link }>;
  registerLink(link: Link): number;
  addLineToLink(): void;
}

interface Row {
  readonly _extendedAttrs: Readonly<Record<number, Attributes['extended'] | undefined>>;
  readonly _combined: Readonly<Record<number, string | undefined>>;
  addCodepointToCell(column: number, code: number, width: number): void;
}

/** More marks than any script puts on a character. */
const mostMarks = 32;

/** Keeps output that means no good from using up time and memory. What it shows is the same. */
export function limitXterm(xterm: Xterm): void {
  limitCounts(xterm);
  limitMarks(xterm);
  limitLinks(xterm);
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

/** A longer address is no link: no browser takes it. */
const longestAddress = 8_192;
/** Links that are no longer shown are forgotten when there are twice as many as were left the last time, but so many at least. */
const leastLinks = 1_000;

/**
 * xterm has a marker for each line with a link, and moves all of them with every line that is scrolled: a listing with
 * links takes a hundred times as long as one without. Here links are looked for in the rows instead, now and then.
 */
function limitLinks(xterm: Xterm): void {
  const { _core: core } = xterm as unknown as { readonly _core: Core };
  const { _oscLinkService: links } = core;
  const { _dataByLinkId: known } = links;
  const named = new Map<string, number>();
  let last = 0;
  let most = leastLinks;

  links.addLineToLink = () => {};
  links.registerLink = (link) => {
    const key = link.id === undefined ? undefined : `${link.id};;${link.uri}`;
    const before = key === undefined ? undefined : named.get(key);
    if (before !== undefined) return before;
    const id = ++last;
    if (link.uri.length > longestAddress) return id;
    if (known.size >= most) forget();
    known.set(id, { data: link });
    if (key !== undefined) named.set(key, id);
    return id;
  };

  function forget(): void {
    const shown = linksOf(core);
    for (const id of known.keys()) if (!shown.has(id)) known.delete(id);
    for (const [key, id] of named) if (!shown.has(id)) named.delete(key);
    most = Math.max(leastLinks, 2 * known.size);
  }
}

/** The links of all rows, of the next character, and of what a saved cursor would write. */
function linksOf({ buffers, _inputHandler }: Core): ReadonlySet<number> {
  const found = new Set<number>([_inputHandler._curAttrData.extended._urlId]);
  for (const { lines, savedCurAttrData } of [buffers.normal, buffers.alt]) {
    found.add(savedCurAttrData.extended._urlId);
    for (let index = 0; index < lines.length; index++) {
      const attributes = lines.get(index)?._extendedAttrs ?? {};
      for (const cell of Object.values(attributes)) found.add(cell?._urlId ?? 0);
    }
  }
  return found;
}
