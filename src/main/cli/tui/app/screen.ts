import type { ViewNode } from '../../../../shared/vocabulary';
import { paintBorder } from '../draw/containers';
import { drawTree } from '../draw/draw';
import type { World } from '../draw/world';
import type { Placed } from '../layout/box';
import { layOut } from '../layout/layout';
import { cut } from '../screen/graphemes';
import { type Rect, surfaceOf } from '../screen/surface';
import type { Term } from '../screen/term';
import type { Focus } from './focus';
import type { Overlay } from './overlays';
import { type Offsets, type Painted, paintBoxes, reveal } from './painting';

/** The screen as it was drawn last, for what is done on it. */
export interface Drawn {
  readonly root: Placed;
  readonly painted: Painted;
  /** Where the overlay's content is. */
  readonly over: Rect | undefined;
}

export interface Drawing {
  readonly tree: ViewNode;
  readonly world: World;
  readonly offsets: Offsets;
  readonly overlay: Overlay | undefined;
  /** Said in the last row, above all else. */
  readonly notice: { readonly text: string; readonly isError: boolean } | undefined;
  readonly focus: Focus;
}

/** Draws all into the term; nothing is written yet. */
export function drawScreen(term: Term, { tree, world, offsets, overlay, notice, focus }: Drawing): Drawn {
  const root = layOut(drawTree(tree, 'layout', world), term.size);
  focus.update(root);
  const id = focus.box?.id;
  if (focus.takeShow() && id !== undefined) reveal(root, id, offsets);
  term.clear();
  const surface = surfaceOf(term.frame);
  const painted = paintBoxes(root, surface, overlay ? undefined : id, offsets);
  if (notice) {
    const row = { x: 0, y: surface.height - 1, width: surface.width, height: 1 };
    surface.fill(row, { inverse: true });
    surface.write(1, row.y, cut(notice.text, row.width - 2), {
      inverse: true,
      bold: true,
      ...(notice.isError && { fg: 1 }),
    });
  }
  if (!overlay) {
    // A terminal has its cursor only while one types into it.
    const isQuiet = focus.box?.control?.terminal !== undefined && !focus.typing;
    term.showCursor(isQuiet ? undefined : painted.cursor);
    return { root, painted, over: undefined };
  }
  const over = overlayPlace(overlay, surface);
  const frame = surface.part({ x: over.x - 2, y: over.y - 1, width: over.width + 4, height: over.height + 2 });
  frame.fill({ x: 0, y: 0, width: frame.width, height: frame.height }, {});
  paintBorder(frame, overlay.title, { fg: 6 });
  const cursor = overlay.paint(surface.part(over));
  term.showCursor(cursor && { x: over.x + cursor.x, y: over.y + cursor.y });
  return { root, painted, over };
}

function overlayPlace(overlay: Overlay, { width, height }: { readonly width: number; readonly height: number }): Rect {
  const room = { width: Math.max(1, width - 8), height: Math.max(1, height - 4) };
  const asked = overlay.size(room);
  const size = { width: Math.min(room.width, asked.width), height: Math.min(room.height, asked.height) };
  return {
    ...{ x: Math.floor((width - size.width) / 2), y: Math.max(1, Math.floor((height - size.height) / 3)) },
    ...size,
  };
}
