import type { ITerminalOptions } from '@xterm/xterm';
import type { TerminalLook } from '../../../shared/vocabulary';

const usualFonts = '"JetBrains Mono Variable", ui-monospace, monospace';
const sizes = { smallest: 6, largest: 40 };

/** The fonts that a look asks for, with ours for what they lack. */
export function fontsOf({ fontFamily }: Pick<TerminalLook, 'fontFamily'>): string {
  const asked = fontFamily.trim();
  if (asked === '') return usualFonts;
  // Somebody may write a list as in a style sheet, or just a name.
  return /[",']/.test(asked) ? `${asked}, ${usualFonts}` : `"${asked}", ${usualFonts}`;
}

/** @param zoom steps by which this terminal is larger than others; may be negative */
export function fontSizeOf({ fontSize }: Pick<TerminalLook, 'fontSize'>, zoom: number): number {
  return Math.min(sizes.largest, Math.max(sizes.smallest, fontSize + zoom));
}

/** What a look says about an xterm, but for its size and colours. */
export function optionsOf(look: TerminalLook): ITerminalOptions {
  return {
    fontFamily: fontsOf(look),
    lineHeight: look.lineHeight,
    cursorStyle: look.cursor,
    cursorBlink: look.cursorBlinks,
    screenReaderMode: look.screenReader,
  };
}
