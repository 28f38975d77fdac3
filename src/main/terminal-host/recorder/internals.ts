import type { Terminal } from '@xterm/headless';
import type { TerminalSize } from '../../../shared/vocabulary';

/**
 * What of xterm's state its API does not tell, but a snapshot needs. The names are xterm's own; the package is pinned,
 * and the tests of snapshots fail when one of them changes.
 */
export interface Internals {
  readonly buffers: { readonly normal: ScreenBuffer; readonly alt: ScreenBuffer; readonly active: ScreenBuffer };
  readonly coreService: {
    readonly isCursorHidden: boolean;
    readonly modes: { readonly insertMode: boolean };
    readonly decPrivateModes: {
      readonly applicationCursorKeys: boolean;
      readonly applicationKeypad: boolean;
      readonly bracketedPasteMode: boolean;
      readonly cursorBlink: boolean | undefined;
      readonly cursorStyle: 'block' | 'underline' | 'bar' | undefined;
      readonly origin: boolean;
      readonly reverseWraparound: boolean;
      readonly sendFocus: boolean;
      readonly synchronizedOutput: boolean;
      readonly wraparound: boolean;
    };
  };
  readonly coreMouseService: { readonly activeProtocol: string; readonly activeEncoding: string };
  readonly _charsetService: {
    readonly charset: Charset | undefined;
    readonly glevel: number;
    readonly _charsets: readonly (Charset | undefined)[];
  };
  readonly _oscLinkService: {
    readonly _dataByLinkId: ReadonlyMap<number, { readonly data: { readonly id?: string; readonly uri: string } }>;
  };
  readonly _inputHandler: {
    readonly _curAttrData: Attributes;
    readonly _windowTitle: string;
    readonly _iconName: string;
    readonly _parser: { readonly currentState: number; readonly precedingJoinState: number };
  };
  /** Parses at once. It is only unreliable together with parser hooks that return promises; there are none here. */
  writeSync(data: Uint8Array): void;
}

export interface ScreenBuffer {
  readonly lines: { readonly length: number; maxLength: number; get(index: number): Cells | undefined };
  readonly x: number;
  readonly y: number;
  /** The row in `lines` where the screen begins. */
  readonly ybase: number;
  readonly scrollTop: number;
  readonly scrollBottom: number;
  readonly tabs: Readonly<Record<number, boolean | undefined>>;
  readonly savedX: number;
  /** Counted in `lines`. */
  readonly savedY: number;
  readonly savedCurAttrData: Attributes;
  readonly savedCharset: Charset | undefined;
}

/** A row. Of each cell there are three numbers in `_data`: content, foreground and background. */
export interface Cells {
  readonly length: number;
  readonly isWrapped: boolean;
  readonly _data: Uint32Array;
  readonly _combined: Readonly<Record<number, string | undefined>>;
  readonly _extendedAttrs: Readonly<Record<number, Extended | undefined>>;
  translateToString(trimRight: boolean): string;
}

export interface Attributes {
  readonly fg: number;
  readonly bg: number;
  readonly extended: Extended;
}

/** Style and colour of the underline, and the link. */
export interface Extended {
  readonly _ext: number;
  readonly _urlId: number;
}

/** A character set is known by being the same object. */
export type Charset = object;

/** The parser is between two sequences. */
export const groundState = 0;

export const Content = { code: 0x1fffff, combined: 0x200000, any: 0x3fffff, widthShift: 22 } as const;

export const Color = { mode: 0x3000000, palette16: 0x1000000, palette256: 0x2000000, value: 0xffffff } as const;

export const Foreground = {
  inverse: 0x4000000,
  bold: 0x8000000,
  underline: 0x10000000,
  blink: 0x20000000,
  invisible: 0x40000000,
  strikethrough: 0x80000000,
} as const;

export const Background = {
  italic: 0x4000000,
  dim: 0x8000000,
  extended: 0x10000000,
  protected: 0x20000000,
  overline: 0x40000000,
} as const;

export const Underline = { styleMask: 0x1c000000, styleShift: 26 } as const;

/** xterm's list has old rows beyond its end. */
export function rowBelow({ lines }: ScreenBuffer, index: number): Cells | undefined {
  return index + 1 < lines.length ? lines.get(index + 1) : undefined;
}

export function resizeXterm(xterm: Terminal, { cols, rows }: TerminalSize): void {
  xterm.resize(cols, rows);
  // xterm leaves an alternate screen that is not in use with room for a scrollback, which it must not have.
  const { alt } = internalsOf(xterm).buffers;
  if (alt.lines.length === 0) alt.lines.maxLength = rows;
}

export function internalsOf(xterm: Terminal): Internals {
  return (xterm as unknown as { readonly _core: Internals })._core;
}
