import { paintBar } from '../draw/rows';
import { type Box, contentEnd, type Placed, rowsOf } from '../layout/box';
import { common, createSurface, type Rect, type Surface } from '../screen/surface';
import type { Place } from '../screen/term';

/** A box where it was drawn. */
export interface Hit {
  readonly box: Box;
  /** On the screen; parts of it may lie outside of what is seen. */
  readonly rect: Rect;
  readonly seen: Rect;
}

export interface Painted {
  /** What was drawn, those below first. */
  readonly hits: readonly Hit[];
  /** Where the cursor is to be. */
  readonly cursor: Place | undefined;
}

/** How far boxes are scrolled, by their ids. */
export type Offsets = Map<string, number>;

/** Draws boxes in their places. @param focus the id of the one that has the keys */
export function paintBoxes(root: Placed, surface: Surface, focus: string | undefined, offsets: Offsets): Painted {
  const hits: Hit[] = [];
  let cursor: Place | undefined;

  function draw({ box, rect, children }: Placed, around: Rect, clip: Rect): void {
    const area = { ...rect, x: around.x + rect.x, y: around.y + rect.y };
    const seen = common(area, clip);
    if (seen.width === 0 || seen.height === 0) return;
    hits.push({ box, rect: area, seen });
    const own = createSurface(surface.frame, area, seen);
    const at = box.paint?.(own, box.id === focus);
    if (at && box.id === focus) cursor = inside({ x: area.x + at.x, y: area.y + at.y }, seen);
    const { scroll, border } = box.style;
    const inner = border
      ? common(seen, { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 })
      : seen;
    const offset = scroll ? clamped(box, rect, children, offsets) : 0;
    for (const child of children) draw(child, { ...area, y: area.y - offset }, inner);
    if (scroll) paintScroll(own, { box, rect, children }, offset);
  }

  draw(root, { ...root.rect, ...surface.origin }, surface.clip);
  return { hits, cursor };
}

/** Scrolls what a box stands in, so that it, or its chosen row, is seen. */
export function reveal(root: Placed, id: string, offsets: Offsets): void {
  find(root);

  function find({ box, rect, children }: Placed): { readonly top: number; readonly bottom: number } | undefined {
    if (box.id === id) {
      const { y, height } = box.rows?.() ?? { y: 0, height: rect.height };
      return { top: rect.y + y, bottom: rect.y + y + height };
    }
    for (const child of children) {
      const found = find(child);
      if (!found) continue;
      let offset = 0;
      if (box.style.scroll) {
        const [first, last] = innerRows(box, rect);
        const before = offsets.get(box.id) ?? 0;
        offset = Math.max(found.bottom - last, Math.min(before, found.top - first), 0);
        offsets.set(box.id, offset);
      }
      return { top: rect.y + found.top - offset, bottom: rect.y + found.bottom - offset };
    }
    return undefined;
  }
}

/** A box and those that it is in, from the outermost. */
export function pathTo(root: Placed, id: string): Placed[] {
  if (root.box.id === id) return [root];
  for (const child of root.children) {
    const path = pathTo(child, id);
    if (path.length > 0) return [root, ...path];
  }
  return [];
}

/** Scrolls a box. @returns whether it was not at its end */
export function scrollBox({ box, rect, children }: Placed, by: number, offsets: Offsets): boolean {
  const before = clamped(box, rect, children, offsets);
  offsets.set(box.id, before + by);
  return clamped(box, rect, children, offsets) !== before;
}

function inside(place: Place, { x, y, width, height }: Rect): Place | undefined {
  return place.x >= x && place.x < x + width && place.y >= y && place.y < y + height ? place : undefined;
}

/** The first row for content, and that after the last one. */
function innerRows({ style }: Box, { height }: Rect): readonly [number, number] {
  const edge = (style.border ? 1 : 0) + rowsOf(style.padding ?? 0);
  return [edge, height - edge];
}

function clamped(box: Box, rect: Rect, children: readonly Placed[], offsets: Offsets): number {
  const [, last] = innerRows(box, rect);
  const most = Math.max(0, contentEnd(children) - last);
  const offset = Math.max(0, Math.min(most, offsets.get(box.id) ?? 0));
  offsets.set(box.id, offset);
  return offset;
}

function paintScroll(surface: Surface, { box, rect, children }: Placed, offset: number): void {
  const [first, last] = innerRows(box, rect);
  const all = contentEnd(children) - first;
  if (all <= last - first || rect.width < 4) return;
  const edge = box.style.border ? 1 : 0;
  const bar = surface.part({ x: 0, y: edge, width: rect.width, height: rect.height - 2 * edge });
  paintBar(bar, 0, { offset, seen: last - first, all });
}
