import type { Terminal } from '@xterm/headless';
import { createByteWriter } from './byte-writer';
import { type Charset, Content, internalsOf, rowBelow, type ScreenBuffer } from './internals';
import { createPen } from './pen';
import { createRowWriter } from './row-writer';

/** What a terminal knows beside xterm. */
export interface BesideXterm {
  /** Sequences that make the palette what it is. */
  readonly palette: string;
  /** What the program wanted of the cursor by DECSET 12, if it did. */
  readonly blink: boolean | undefined;
  /** DECSET 20: a line feed goes to the first column. */
  readonly newLine: boolean;
  /** How character sets are selected. */
  readonly charsets: ReadonlyMap<Charset | undefined, string>;
  /** A sequence whose end has not come yet. */
  readonly unfinished: Uint8Array;
}

/**
 * The bytes that bring a terminal of the same size, which was reset, into the state of this one, with at most `lines` rows
 * above the screen. Nothing in it makes a terminal answer.
 */
export function writeSnapshot(xterm: Terminal, beside: BesideXterm, lines: number): Uint8Array {
  const state = internalsOf(xterm);
  const { cols, rows } = xterm;
  const { normal, alt, active } = state.buffers;
  const out = createByteWriter();
  const pen = createPen(out, state._oscLinkService);
  const rowWriter = createRowWriter({ out, pen, cols, rows });

  out.ascii('\x1b[20l\x1b]104\x07\x1b]110\x07\x1b]111\x07\x1b]112\x07');
  buffer(normal, Math.max(0, normal.lines.length - rows - lines));
  if (active === alt) {
    out.ascii(`${moveTo(normal.x, normal.y)}\x1b[?47h\x1b[H`);
    buffer(alt, 0);
  } else if (hasSaved(alt)) {
    out.ascii(`\x1b[?47h${moveTo(alt.savedX, alt.savedY)}`);
    save(alt);
    out.ascii('\x1b[?47l');
  }
  names();
  modes();
  cursor();
  out.bytes(beside.unfinished);
  return out.finish();

  function buffer(of: ScreenBuffer, from: number): void {
    const { lines, scrollTop, scrollBottom } = of;
    const continues = lines.get(from)?.isWrapped === true;
    if (continues) rowWriter.filler();
    // Here the screen is full, so that only the filler is above it. It is taken away, or scrolls out of an alternate
    // screen, but xterm does not move the saved cursor with it.
    const full = continues && of === normal ? from + rows - 1 : -1;
    const shift = continues && of.savedY - from < (of === normal ? rows : rows - 1) ? 1 : 0;
    const saved = hasSaved(of) ? Math.min(Math.max(of.savedY, from), lines.length - 1) - shift : -2;
    if (saved === from - 1) {
      out.ascii('\x1b[A');
      saveHere(of);
      out.ascii('\x1b[B');
    }
    for (let index = from; index < lines.length; index++) {
      const cells = lines.get(index);
      if (!cells) break;
      if (index === full) out.ascii('\x1b[3J');
      if (saved === index) saveHere(of);
      rowWriter.row(cells, rowBelow(of, index), saved === index + 1 || full === index + 1);
    }
    pen.lift();
    tabStops(of);
    if (scrollTop !== 0 || scrollBottom !== rows - 1) out.ascii(`\x1b[${scrollTop + 1};${scrollBottom + 1}r`);
  }

  /** In a blank row that has just begun. */
  function saveHere(of: ScreenBuffer): void {
    // A cursor that waits behind the last column gets there only by a character.
    out.ascii(of.savedX >= cols ? `\x1b[${cols}G ` : `\x1b[${of.savedX + 1}G`);
    save(of);
    if (of.savedX >= cols) out.ascii(`\x1b[${cols}G\x1b[X`);
    out.ascii('\r');
  }

  function save({ savedCurAttrData: { fg, bg }, savedCharset }: ScreenBuffer): void {
    const charset = beside.charsets.get(savedCharset);
    pen.use(fg, bg);
    if (charset) out.ascii(`\x1b(${charset}`);
    out.ascii('\x1b7');
    if (charset) out.ascii('\x1b(B');
    pen.lift();
  }

  function tabStops({ tabs }: ScreenBuffer): void {
    const columns = Array.from({ length: cols }, (_, column) => column);
    if (columns.every((column) => (tabs[column] === true) === (column % 8 === 0))) return;
    out.ascii('\x1b[3g');
    for (const column of columns) if (tabs[column]) out.ascii(`\x1b[${column + 1}G\x1bH`);
  }

  function characterSets(): void {
    const { _charsets, glevel } = state._charsetService;
    [...'()*+'].forEach((slot, index) => {
      const name = beside.charsets.get(_charsets[index]);
      if (name) out.ascii(`\x1b${slot}${name}`);
    });
    out.ascii(['', '\x0e', '\x1bn', '\x1bo'][glevel] ?? '');
  }

  function names(): void {
    const { _windowTitle, _iconName } = state._inputHandler;
    if (_iconName) out.utf8(`\x1b]1;${_iconName}\x07`);
    if (_windowTitle) out.utf8(`\x1b]2;${_windowTitle}\x07`);
    out.ascii(beside.palette);
  }

  function modes(): void {
    const { isCursorHidden, decPrivateModes: dec } = state.coreService;
    const { activeProtocol, activeEncoding } = state.coreMouseService;
    const set = [
      dec.applicationCursorKeys && 1,
      dec.reverseWraparound && 45,
      dec.applicationKeypad && 66,
      dec.sendFocus && 1004,
      dec.bracketedPasteMode && 2004,
      beside.blink && 12,
      mouseProtocols[activeProtocol],
      mouseEncodings[activeEncoding],
      dec.synchronizedOutput && 2026,
      // Also moves the cursor.
      dec.origin && 6,
    ];
    for (const mode of set) if (mode) out.ascii(`\x1b[?${mode}h`);
    if (beside.blink === false) out.ascii('\x1b[?12l');
    if (isCursorHidden) out.ascii('\x1b[?25l');
    if (beside.newLine) out.ascii('\x1b[20h');
    if (dec.cursorStyle) out.ascii(`\x1b[${cursorStyles[dec.cursorStyle] - (dec.cursorBlink ? 1 : 0)} q`);
  }

  function cursor(): void {
    const { _curAttrData, _parser } = state._inputHandler;
    const { wraparound } = state.coreService.decPrivateModes;
    const { insertMode } = state.coreService.modes;
    const before = cellBefore(active, cols);
    const joins = _parser.precedingJoinState !== 0 && before !== undefined && !insertMode;
    const printed = joins || active.x >= cols;
    // A restored cursor brings its character set along, whatever is selected.
    const { charset, _charsets, glevel } = state._charsetService;
    const restored = charset !== _charsets[glevel] && charset === active.savedCharset;
    if (restored) {
      characterSets();
      out.ascii('\x1b8');
    }
    out.ascii(place(printed ? (before?.column ?? cols - 1) : active.x));
    if (printed && !joins) {
      if (before) rowWriter.cell(before.cells, before.column);
      else behindBlank();
    }
    if (!restored) characterSets();
    if (insertMode) out.ascii('\x1b[4h');
    if (!wraparound) out.ascii('\x1b[?7l');
    pen.likeCursor(_curAttrData);
    // A mark that follows joins the last character, which therefore comes last.
    if (joins) rowWriter.character(before.cells, before.column);
  }

  /** The cursor waits behind the last column, where the character was erased: switching screens takes it along. */
  function behindBlank(): void {
    const { origin } = state.coreService.decPrivateModes;
    out.ascii(active === alt || origin ? ' ' : `\x1b[?47h${place(cols - 1)} \x1b[?47l`);
  }

  function place(x: number): string {
    return moveTo(x, active.y - (state.coreService.decPrivateModes.origin ? active.scrollTop : 0));
  }
}

const mouseProtocols: Readonly<Record<string, number>> = { X10: 9, VT200: 1000, DRAG: 1002, ANY: 1003 };
const mouseEncodings: Readonly<Record<string, number>> = { SGR: 1006, SGR_PIXELS: 1016 };
const cursorStyles = { block: 2, underline: 4, bar: 6 } as const;

function moveTo(x: number, y: number): string {
  return `\x1b[${y + 1};${x + 1}H`;
}

function hasSaved({ savedX, savedY, savedCurAttrData: { fg, bg }, savedCharset }: ScreenBuffer): boolean {
  return savedX !== 0 || savedY !== 0 || fg !== 0 || bg !== 0 || savedCharset !== undefined;
}

/** The character that was written last, if the cursor has not moved since. */
function cellBefore({ lines, ybase, x, y }: ScreenBuffer, cols: number) {
  const cells = lines.get(ybase + y);
  const last = Math.min(x, cols) - 1;
  if (!cells || last < 0) return undefined;
  const content = (column: number) => cells._data[column * 3] ?? 0;
  const isSecondHalf = content(last) === 0 && last > 0 && content(last - 1) >>> Content.widthShift === 2;
  const column = isSecondHalf ? last - 1 : last;
  const endsHere = column + Math.max(1, content(column) >>> Content.widthShift) === last + 1;
  return (content(column) & Content.any) !== 0 && endsHere ? { cells, column } : undefined;
}
