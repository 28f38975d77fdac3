import type { Overlay } from '../../shared/vocabulary';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const margin = 16;
const gap = 10;

/**
 * Where overlays are on a screen: each in its corner, one behind the other away from the edge, and in a further column
 * when there is no room. None is larger than the area. In the order of the overlays.
 */
export function placeOverlays(
  overlays: readonly Pick<Overlay, 'corner' | 'width' | 'height'>[],
  area: Rectangle,
): Rectangle[] {
  const stacks = new Map<Overlay['corner'], Stack>();
  return overlays.map((overlay) => {
    const width = Math.min(overlay.width, area.width - 2 * margin);
    const height = Math.min(overlay.height, area.height - 2 * margin);
    const stack = stacks.get(overlay.corner) ?? { along: 0, aside: 0, widest: 0 };
    stacks.set(overlay.corner, stack);
    if (stack.along > 0 && stack.along + height > area.height - 2 * margin) {
      stack.aside += stack.widest + gap;
      stack.along = 0;
      stack.widest = 0;
    }
    const place = inCorner(overlay.corner, { width, height }, stack, area);
    stack.along += height + gap;
    stack.widest = Math.max(stack.widest, width);
    return place;
  });
}

interface Stack {
  /** How far from the corner the next one is, along the edge of the side and away from it. */
  along: number;
  aside: number;
  widest: number;
}

function inCorner(
  corner: Overlay['corner'],
  { width, height }: Pick<Rectangle, 'width' | 'height'>,
  { along, aside }: Stack,
  area: Rectangle,
): Rectangle {
  const fromLeft = margin + aside;
  const fromTop = margin + along;
  return {
    x: area.x + (corner.endsWith('left') ? fromLeft : area.width - fromLeft - width),
    y: area.y + (corner.startsWith('top') ? fromTop : area.height - fromTop - height),
    width,
    height,
  };
}
