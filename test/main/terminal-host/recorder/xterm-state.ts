import { Unicode11Addon } from '@xterm/addon-unicode11';
import headless, { type IBufferCell, type Terminal } from '@xterm/headless';
import { type Attributes, internalsOf, type ScreenBuffer } from '../../../../src/main/terminal-host/recorder/internals';
import type { TerminalSize } from '../../../../src/shared/vocabulary';
import { limitXterm } from '../../../../src/shared/xterm-limits';

type Links = ReadonlyMap<number, { readonly data: { readonly uri: string } }>;

/** A terminal as a page has it, to compare with. */
export function openXterm({ cols, rows }: TerminalSize, scrollback: number): Terminal {
  const xterm = new headless.Terminal({ cols, rows, scrollback, allowProposedApi: true, logLevel: 'off' });
  limitXterm(xterm);
  xterm.loadAddon(new Unicode11Addon());
  xterm.unicode.activeVersion = '11';
  return xterm;
}

export function write(xterm: Terminal, bytes: Uint8Array): void {
  if (bytes.length > 0) internalsOf(xterm).writeSync(bytes);
}

/**
 * All that one can see of a terminal, and what decides about that which comes next; a line for each fact. xterm forgets
 * links by rules of its own.
 */
export function describeXterm(xterm: Terminal, withLinks = true): string[] {
  const state = internalsOf(xterm);
  const links = withLinks ? state._oscLinkService._dataByLinkId : new Map();
  const { normal, alt, active } = state.buffers;
  const { _charsetService: sets, _inputHandler: input, coreMouseService: mouse } = state;
  return [
    `size ${xterm.cols}x${xterm.rows} ${active === alt ? 'alternate' : 'normal'}`,
    ...describeBuffer(xterm, normal, xterm.buffer.normal, links),
    ...describeBuffer(xterm, alt, xterm.buffer.alternate, links),
    `modes ${JSON.stringify({ ...state.coreService.modes, ...state.coreService.decPrivateModes })}`,
    `cursor hidden ${state.coreService.isCursorHidden}, blinks ${xterm.options.cursorBlink}, eol ${xterm.options.convertEol}`,
    `mouse ${mouse.activeProtocol} ${mouse.activeEncoding}`,
    `charsets ${[0, 1, 2, 3].map((slot) => charsetId(sets._charsets[slot])).join()} level ${sets.glevel} now ${charsetId(sets.charset)}`,
    `pen ${describeAttributes(input._curAttrData)}`,
    `names ${JSON.stringify([input._windowTitle, input._iconName])}`,
    `parser ${input._parser.currentState} ${input._parser.precedingJoinState}`,
  ];
}

function describeBuffer(
  xterm: Terminal,
  buffer: ScreenBuffer,
  shown: Terminal['buffer']['normal'],
  links: Links,
): string[] {
  const { normal, active: now } = internalsOf(xterm).buffers;
  const active = buffer === now;
  const name = buffer === normal ? 'normal' : 'alternate';
  const lines = Array.from({ length: buffer.lines.length }, (_, index) => {
    const row = describeRow(shown, index, { cols: xterm.cols, links });
    return `${name} ${index}${buffer.lines.get(index)?.isWrapped ? '~' : ' '} ${row}`;
  });
  const tabs = Array.from({ length: xterm.cols }, (_, column) => column).filter((column) => buffer.tabs[column]);
  const isUsed = active || name === 'normal';
  return [
    ...(isUsed ? lines : []),
    `${name} base ${buffer.ybase} region ${buffer.scrollTop}-${buffer.scrollBottom} tabs ${tabs.join()}`,
    ...(active ? [`${name} cursor ${buffer.x},${buffer.y}`] : []),
    `${name} saved ${buffer.savedX},${buffer.savedY} ${charsetId(buffer.savedCharset)} ${describeAttributes(buffer.savedCurAttrData)}`,
  ];
}

/** Cells that look the same one after the other are told once, with their text. */
function describeRow(
  shown: Terminal['buffer']['normal'],
  index: number,
  { cols, links }: { readonly cols: number; readonly links: Links },
): string {
  const line = shown.getLine(index);
  let text = '';
  let look = '';
  let cell: IBufferCell | undefined;
  for (let column = 0; line && column < cols; column++) {
    cell = line.getCell(column, cell);
    if (!cell) break;
    const next = describeCell(cell, links);
    if (next !== look) text += `{${next}}`;
    look = next;
    text += cell.getChars() === '' ? (cell.getWidth() === 0 ? '' : '·') : cell.getChars();
  }
  return text.replace(/·+$/, '');
}

function describeCell(cell: IBufferCell, links: Links): string {
  const { fg, bg, extended } = cell as unknown as Attributes;
  const has = (bg & 0x10000000) !== 0 && extended;
  const link = has ? links.get(extended._urlId)?.data.uri : undefined;
  const style = has ? (extended._ext >>> 26) & 7 : 0;
  return [
    `${cell.getWidth()}`,
    `${cell.getFgColorMode() >> 24}:${cell.getFgColor()}/${cell.getBgColorMode() >> 24}:${cell.getBgColor()}`,
    cell.isBold() && 'b',
    cell.isDim() && 'd',
    cell.isItalic() && 'i',
    (fg & 0x10000000 || style) && `u${style || 1}${has ? masked(extended._ext & 0x3ffffff) : ''}`,
    cell.isBlink() && 'k',
    cell.isInverse() && 'r',
    cell.isInvisible() && 'h',
    cell.isStrikethrough() && 's',
    cell.isOverline() && 'o',
    bg & 0x20000000 && 'p',
    link,
  ]
    .filter(Boolean)
    .join(' ');
}

function describeAttributes({ fg, bg, extended }: Attributes): string {
  return `${masked(fg)} ${masked(bg & ~0x10000000)} ${(extended._ext >>> 26) & 7}`;
}

/** A palette's index leaves what another kind of colour had in the other bits. */
function masked(color: number): string {
  const mode = color & 0x3000000;
  const value = mode === 0x3000000 ? color & 0xffffff : mode === 0 ? 0 : color & 0xff;
  return ((color & ~0x3ffffff) >>> 0).toString(16) + (mode | value).toString(16);
}

const charsetIds = new Map<object, number>();
function charsetId(set: object | undefined): number {
  if (!set) return 0;
  if (!charsetIds.has(set)) charsetIds.set(set, charsetIds.size + 1);
  return charsetIds.get(set) ?? 0;
}

/** The last character of a row was erased while the cursor waited behind it, where a snapshot has to write a blank. */
function waitsBehindNothing(xterm: Terminal): boolean {
  const { buffers, coreService } = internalsOf(xterm);
  const { lines, x, y, ybase } = buffers.active;
  const last = lines.get(ybase + y)?._data[(xterm.cols - 1) * 3] ?? 0;
  const isAlternate = buffers.active === buffers.alt;
  return (
    x >= xterm.cols && (last & 0x3fffff) === 0 && last !== 0 && (isAlternate || coreService.decPrivateModes.origin)
  );
}

/** Restoring the cursor brings back that there was an underline, but not which; xterm is in two minds then. */
function isTorn(xterm: Terminal): boolean {
  const { buffers, _inputHandler } = internalsOf(xterm);
  const pens = [_inputHandler._curAttrData, buffers.normal.savedCurAttrData, buffers.alt.savedCurAttrData];
  return pens.some(({ fg, bg, extended }, index) => {
    const isUnderlined = (fg & 0x10000000) !== 0;
    const hasStyle = index === 0 ? (extended._ext & 0x1c000000) !== 0 : isUnderlined;
    const hasMore = hasStyle || (index === 0 && extended._urlId !== 0);
    return isUnderlined !== hasStyle || hasMore !== ((bg & 0x10000000) !== 0);
  });
}

/**
 * A mark that comes next joins the last character, which a snapshot cannot write again: it would be inserted, found no
 * room, or a resize has moved the cursor into a wide one or away from it.
 */
function waitsToJoin(xterm: Terminal): boolean {
  const { coreService, _inputHandler, buffers } = internalsOf(xterm);
  const { lines, ybase, x, y } = buffers.active;
  const content = (column: number) => lines.get(ybase + y)?._data[column * 3] ?? 0;
  const last = Math.min(x, xterm.cols) - 1;
  const start = content(last) === 0 ? last - 1 : last;
  const width = Math.max(1, content(start) >>> 22);
  const isBefore = last >= 0 && (content(start) & 0x3fffff) !== 0 && start + width === last + 1;
  const join = _inputHandler._parser.precedingJoinState;
  return join !== 0 && (coreService.modes.insertMode || !isBefore || ((join >> 1) & 3) !== content(start) >>> 22);
}

/** Resizing, inserting and deleting can leave halves of wide characters, which nothing that is written can do. */
function hasHalves(xterm: Terminal): boolean {
  const { normal, alt } = internalsOf(xterm).buffers;
  return [normal, alt].some(({ lines }) =>
    Array.from({ length: lines.length }, (_, index) => lines.get(index)).some((cells) => {
      const isWide = (column: number) => (cells?._data[column * 3] ?? 0) >>> 22 === 2;
      return Array.from({ length: xterm.cols }, (_, column) => column).some(
        (column) =>
          (cells?._data[column * 3] === 0) !== (column > 0 && isWide(column - 1)) ||
          (column === xterm.cols - 1 && isWide(column)),
      );
    }),
  );
}

/** A cursor that was restored on the other screen has left its character set here. */
function hasForeignCharset(xterm: Terminal): boolean {
  const { _charsetService, buffers } = internalsOf(xterm);
  const { charset, _charsets, glevel } = _charsetService;
  return charset !== _charsets[glevel] && charset !== buffers.active.savedCharset;
}

/** A mark without a character pushes the cursor beyond the last column. */
function isTooFarRight(xterm: Terminal): boolean {
  const { normal, alt, active } = internalsOf(xterm).buffers;
  return Math.max(active.x, normal.savedX, alt.savedX) > xterm.cols;
}

/** xterm keeps what a narrower alternate screen hides, and shows it again when that gets wider. */
function hidesColumns(xterm: Terminal): boolean {
  const { lines } = internalsOf(xterm).buffers.alt;
  return Array.from({ length: lines.length }, (_, index) => lines.get(index)?.length ?? 0).some(
    (length) => length > xterm.cols,
  );
}

/** Clearing the scrollback does not move the saved cursor, which may then be below everything. */
function savedBelow(xterm: Terminal): boolean {
  const { normal } = internalsOf(xterm).buffers;
  return normal.savedY >= normal.lines.length;
}

/** The same with tab stops. */
export function hidesTabStops(xterm: Terminal): boolean {
  const { normal, alt } = internalsOf(xterm).buffers;
  return [normal, alt].some(({ tabs }) => Object.keys(tabs).some((column) => Number(column) >= xterm.cols));
}

/** What a snapshot cannot say. All of it is of no consequence for programs that are in use. */
export function isBeyondSnapshots(xterm: Terminal): boolean {
  return [
    hasHalves,
    waitsBehindNothing,
    isTorn,
    waitsToJoin,
    hidesColumns,
    savedBelow,
    isTooFarRight,
    hasForeignCharset,
  ].some((is) => is(xterm));
}
