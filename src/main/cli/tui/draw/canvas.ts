import type { NodeOf } from '../../../../shared/vocabulary';
import type { Box } from '../layout/box';
import { textWidth } from '../screen/graphemes';
import { colorNamed } from '../screen/style';
import { sizeOf } from './parts';
import type { Spot } from './world';

/** Lines as a `term` of Lua has drawn them. */
export function drawCanvas(node: NodeOf<'canvas'>, { id }: Spot): Box {
  const widths = node.lines.map((line) => line.reduce((width, { text }) => width + textWidth(text), 0));
  return {
    id,
    children: [],
    style: { ...sizeOf(node), shrinks: false },
    measure: () => ({ width: Math.max(0, ...widths), height: Math.max(1, node.lines.length) }),
    paint(surface) {
      for (const [row, line] of node.lines.entries()) {
        let x = 0;
        for (const { text, fg, bg, bold = false, italic = false, underline = false } of line)
          x = surface.write(x, row, text, { fg: colorNamed(fg), bg: colorNamed(bg), bold, italic, underline });
      }
      return undefined;
    },
  };
}
