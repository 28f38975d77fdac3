import type { Terminal as Xterm } from '@xterm/xterm';
import type { TerminalSize } from '../../../shared/vocabulary';
import type { Lane } from './turns';

/** RIS, then synchronized output (DECSET 2026): nothing of what follows is drawn until it is over. */
const beginning = new TextEncoder().encode('\x1bc\x1b[?2026h');
const end = new TextEncoder().encode('\x1b[?2026l');
const nothing = new Uint8Array();

export interface Restored {
  readonly size: TerminalSize;
  /** Rows above the screen. */
  readonly scrollback: number;
}

export interface RestoreEvents {
  /** The xterm has the snapshot's size, and must keep it until it is restored: margins and rows are counted in it. */
  readonly onBegun: () => void;
  readonly onRestored: (restored: Restored) => void;
}

/**
 * Puts a snapshot in place of what an xterm shows, in one picture. Who has scrolled up stays where they are, and what is
 * selected stays selected: both are counted from the last row, which a snapshot does not move.
 */
export function restore(
  { xterm, lane }: { readonly xterm: Xterm; readonly lane: Lane },
  { snapshot, size }: { readonly snapshot: Uint8Array; readonly size: TerminalSize },
  { onBegun, onRestored }: RestoreEvents,
): void {
  let putBack = () => {};
  let uncover = () => {};
  lane.write(nothing, () => {
    putBack = keepPlace(xterm);
    uncover = coverRows(xterm);
  });
  lane.write(beginning, () => {
    if (xterm.cols !== size.cols || xterm.rows !== size.rows) xterm.resize(size.cols, size.rows);
    onBegun();
  });
  lane.write(snapshot);
  lane.write(end, () => {
    putBack();
    uncover();
    onRestored({ size, scrollback: xterm.buffer.normal.baseY });
  });
}

/**
 * Rows that are elements are emptied at once by a reset, so a copy of them lies above until new ones are drawn. What WebGL
 * has drawn stays by itself.
 * @returns what lets the copy go with the next picture
 */
function coverRows(xterm: Xterm): () => void {
  const rows = xterm.element?.querySelector<HTMLElement>('.xterm-rows');
  if (!rows) return () => {};
  const copy = rows.cloneNode(true) as HTMLElement;
  Object.assign(copy.style, { position: 'absolute', inset: '0', zIndex: '3' });
  rows.after(copy);
  return () => {
    const drawn = xterm.onRender(() => {
      drawn.dispose();
      copy.remove();
    });
  };
}

/** @returns what scrolls and selects again as it is now */
function keepPlace(xterm: Xterm): () => void {
  const { baseY, viewportY, type } = xterm.buffer.active;
  const { cols } = xterm;
  const range = xterm.getSelectionPosition();
  return () => {
    const { active } = xterm.buffer;
    if (active.type !== type) return;
    const moved = active.baseY - baseY;
    if (viewportY < baseY) xterm.scrollToLine(Math.max(0, viewportY + moved));
    if (!range || range.start.y + moved < 0 || cols !== xterm.cols) return;
    const length = (range.end.y - range.start.y) * cols + range.end.x - range.start.x;
    xterm.select(range.start.x, range.start.y + moved, length);
  };
}
