import type { MouseInput } from '../input/input';
import { contains } from '../screen/surface';
import { closeOverlay, type Desk, scrollAround } from './desk';
import type { Overlay } from './overlays';

const wheelRows = 3;

/** Does what the mouse means where it is: it scrolls, it clicks, or it is told to the program of a terminal. */
export function takeMouse(desk: Desk, input: MouseInput): void {
  const { overlay, focus, drawn } = desk;
  if (overlay) {
    takeOverlayMouse(desk, overlay, input);
    return;
  }
  const hits = drawn?.painted.hits.filter(({ seen }) => contains(seen, input)) ?? [];
  const hit = hits.findLast(({ box }) => box.control !== undefined);
  const control = hit?.box.control;
  const isTold = control?.terminal === focus.typing || input.action === 'wheel';
  if (hit && control?.terminal && isTold && control.terminal.mouse(input, hit.rect)) return;
  if (input.action === 'wheel') {
    if (!control?.wheel?.(input.button)) scrollAround(desk, hits.at(-1), input.button * wheelRows);
    desk.changed();
  } else if (input.action === 'press' && input.button === 0) {
    if (!hit && focus.typing) focus.moveTo(focus.box?.id, false);
    if (!hit) return;
    focus.moveTo(hit.box.id, true);
    control?.click?.({ x: input.x - hit.rect.x, y: input.y - hit.rect.y });
  }
}

function takeOverlayMouse(desk: Desk, overlay: Overlay, { action, button, x, y }: MouseInput): void {
  const over = desk.drawn?.over;
  desk.changed();
  if (action === 'wheel') overlay.wheel?.(button);
  if (action !== 'press' || !over) return;
  const stays = contains(over, { x, y }) && (overlay.click?.({ x: x - over.x, y: y - over.y }) ?? true);
  if (!stays) closeOverlay(desk, overlay);
}
