import type { IBufferCell, Terminal } from '@xterm/headless';
import { putCell } from '../screen/frame';
import { attributes, type Color, rgb, usual } from '../screen/style';
import type { Surface } from '../screen/surface';
import type { Place } from '../screen/term';

/** Draws the screen of a terminal, in the upper left corner. @param scrolledBy rows above its end */
export function paintScreen({ origin, clip, frame }: Surface, terminal: Terminal, scrolledBy: number): void {
  const { active } = terminal.buffer;
  const top = Math.max(0, active.baseY - scrolledBy);
  let cell: IBufferCell | undefined;
  for (let y = Math.max(0, clip.y - origin.y); y < Math.min(terminal.rows, clip.y + clip.height - origin.y); y++) {
    const line = active.getLine(top + y);
    if (!line) continue;
    for (let x = Math.max(0, clip.x - origin.x); x < Math.min(terminal.cols, clip.x + clip.width - origin.x); x++) {
      cell = line.getCell(x, cell);
      if (!cell) break;
      const width = cell.getWidth();
      if (width === 0) continue;
      const isCut = origin.x + x + width > clip.x + clip.width;
      const text = isCut || cell.isInvisible() ? ' ' : cell.getChars() || ' ';
      const shown = isCut ? 1 : width === 2 ? 2 : 1;
      putCell(frame, origin.x + x, origin.y + y, text, shown, foreground(cell), background(cell), bits(cell));
    }
  }
}

/** Where the cursor of a terminal is; undefined when its program has hidden it. */
export function cursorOf(terminal: Terminal): Place | undefined {
  const { _core: core } = terminal as unknown as { readonly _core: Core };
  if (core.coreService.isCursorHidden) return undefined;
  const { cursorX, cursorY } = terminal.buffer.active;
  return { x: Math.min(cursorX, terminal.cols - 1), y: cursorY };
}

/** What xterm's API does not tell. The names are its own; the package is pinned. */
interface Core {
  readonly coreService: { readonly isCursorHidden: boolean };
}

function foreground(cell: IBufferCell): Color {
  if (cell.isFgDefault()) return usual;
  return cell.isFgRGB() ? rgb | cell.getFgColor() : cell.getFgColor();
}

function background(cell: IBufferCell): Color {
  if (cell.isBgDefault()) return usual;
  return cell.isBgRGB() ? rgb | cell.getBgColor() : cell.getBgColor();
}

function bits(cell: IBufferCell): number {
  return (
    (cell.isBold() ? attributes.bold : 0) |
    (cell.isDim() ? attributes.dim : 0) |
    (cell.isItalic() ? attributes.italic : 0) |
    (cell.isUnderline() ? attributes.underline : 0) |
    (cell.isInverse() ? attributes.inverse : 0) |
    (cell.isStrikethrough() ? attributes.strike : 0)
  );
}
