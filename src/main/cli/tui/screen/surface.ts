import { type Frame, putCell } from './frame';
import { graphemesOf } from './graphemes';
import { bitsOf, type Style, usual } from './style';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A part of a frame to draw on, with places of its own; what lies outside of what is to be seen is left out. */
export interface Surface {
  readonly width: number;
  readonly height: number;
  readonly frame: Frame;
  /** In the frame; it may lie outside. */
  readonly origin: { readonly x: number; readonly y: number };
  /** In the frame: what may be drawn on. */
  readonly clip: Rect;
  /** @returns the column after the text */
  write(x: number, y: number, text: string, style?: Style): number;
  fill(rect: Rect, style: Style, text?: string): void;
  /** A part of it. */
  part(rect: Rect): Surface;
}

export function surfaceOf(frame: Frame): Surface {
  const all = { x: 0, y: 0, width: frame.cols, height: frame.rows };
  return createSurface(frame, all, all);
}

/** @param area in the frame @param clip in the frame */
export function createSurface(frame: Frame, area: Rect, clip: Rect): Surface {
  const right = clip.x + clip.width;
  const bottom = clip.y + clip.height;

  function write(x: number, y: number, text: string, style: Style = {}): number {
    const row = area.y + y;
    const isSeen = row >= clip.y && row < bottom;
    const [fg, bg, bits] = [style.fg ?? usual, style.bg ?? usual, bitsOf(style)];
    let at = x;
    for (const { text: letter, width } of graphemesOf(text)) {
      const column = area.x + at;
      if (isSeen && column >= clip.x && column + width <= right)
        putCell(frame, column, row, letter, width, fg, bg, bits);
      at += width;
    }
    return at;
  }

  return {
    ...{ width: area.width, height: area.height, frame, origin: { x: area.x, y: area.y }, clip, write },
    fill(rect, style, text = ' ') {
      for (let y = 0; y < rect.height; y++) write(rect.x, rect.y + y, text.repeat(Math.max(0, rect.width)), style);
    },
    part: (rect) => {
      const moved = { ...rect, x: area.x + rect.x, y: area.y + rect.y };
      return createSurface(frame, moved, common(clip, moved));
    },
  };
}

/** What two have in common; of no width or height when there is nothing. */
export function common(one: Rect, other: Rect): Rect {
  const [x, y] = [Math.max(one.x, other.x), Math.max(one.y, other.y)];
  return {
    ...{ x, y },
    width: Math.max(0, Math.min(one.x + one.width, other.x + other.width) - x),
    height: Math.max(0, Math.min(one.y + one.height, other.y + other.height) - y),
  };
}

export function contains({ x, y, width, height }: Rect, place: { readonly x: number; readonly y: number }): boolean {
  return place.x >= x && place.x < x + width && place.y >= y && place.y < y + height;
}
