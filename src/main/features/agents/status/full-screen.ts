import type { ScreenText } from '../../../../shared/vocabulary';

/** A status line, or two, may stand below where a program writes. */
const mostBelow = 2;

/**
 * Whether a program has the whole screen, as editors, pagers and monitors do: the alternate screen, or, as `top` does
 * without it, text below the cursor. Whoever writes line by line has the cursor in the last one.
 * @param rows the height of the screen
 */
export function fillsScreen({ alternate, lines, cursor }: ScreenText, rows: number): boolean {
  const below = Math.max(0, rows - 1 - cursor.y);
  const filled = below === 0 ? [] : lines.slice(-below).filter((line) => line.trim() !== '');
  return alternate || filled.length > mostBelow;
}
