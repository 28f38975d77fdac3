import type { Terminal } from '@xterm/headless';
import type { ScreenText } from '../../../shared/vocabulary';
import { createByteWriter } from './byte-writer';
import { type Cells, Content, internalsOf, rowBelow } from './internals';
import { createPen } from './pen';
import type { TextQuestion } from './recorder';

/** The last rows as text. The cursor is counted from the top left of the screen. */
export function readText(xterm: Terminal, { lines, unwrap = false, ansi = false }: TextQuestion): ScreenText {
  const state = internalsOf(xterm);
  const { normal, active } = state.buffers;
  const rows: string[] = [];
  for (let index = Math.max(0, active.lines.length - lines); index < active.lines.length; index++) {
    const cells = active.lines.get(index);
    if (!cells) continue;
    const goesOn = unwrap && rowBelow(active, index)?.isWrapped === true;
    const text = ansi ? withColors(cells) : cells.translateToString(!goesOn);
    const last = rows.length - 1;
    const row = goesOn || ansi ? text : text.trimEnd();
    if (unwrap && cells.isWrapped && last >= 0) rows[last] += row;
    else rows.push(row);
  }
  const cursor = { x: Math.min(active.x, xterm.cols - 1), y: active.y, visible: !state.coreService.isCursorHidden };
  return { lines: rows, alternate: active !== normal, cursor };

  function withColors(cells: Cells): string {
    const out = createByteWriter();
    const pen = createPen(out, state._oscLinkService);
    const end = shownEnd(cells);
    for (let column = 0; column < end; ) {
      const content = cells._data[column * 3] ?? 0;
      pen.use(cells._data[column * 3 + 1] ?? 0, cells._data[column * 3 + 2] ?? 0, cells._extendedAttrs[column]);
      if (content & Content.combined) out.utf8(cells._combined[column] ?? ' ');
      else out.codePoint(content & Content.code || 0x20);
      column += Math.max(1, content >>> Content.widthShift);
    }
    pen.lift();
    return Buffer.from(out.finish()).toString();
  }
}

/** After the last cell that has a character or a colour. */
function shownEnd({ _data, length }: Cells): number {
  for (let column = length - 1; column >= 0; column--) {
    const code = (_data[column * 3] ?? 0) & Content.any;
    const isBlank = (code === 0 || code === 0x20) && _data[column * 3 + 1] === 0 && _data[column * 3 + 2] === 0;
    if (!isBlank) return column + 1;
  }
  return 0;
}
