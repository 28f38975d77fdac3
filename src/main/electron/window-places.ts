import type { Rectangle } from './overlay-places';

/** So much of a window must be on a screen for a person to reach it. */
const reachable = 80;

/**
 * Where a window is opened that was there before: at its old place, unless the screen that it was on has gone. It is
 * never larger than its screen.
 * @returns undefined when the system is to choose the place
 */
export function restoredPlace(before: Rectangle, screens: readonly Rectangle[]): Rectangle | undefined {
  const screen = screens.find((area) => {
    const across = Math.min(before.x + before.width, area.x + area.width) - Math.max(before.x, area.x);
    const down = Math.min(before.y + before.height, area.y + area.height) - Math.max(before.y, area.y);
    // The bar to move it by is at the top.
    return across >= reachable && down >= reachable && before.y >= area.y;
  });
  if (!screen) return undefined;
  return { ...before, width: Math.min(before.width, screen.width), height: Math.min(before.height, screen.height) };
}
