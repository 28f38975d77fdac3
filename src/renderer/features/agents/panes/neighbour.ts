import type { PaneTree } from '../../../../shared/vocabulary';
import type { Side } from './pane-tree';

/** Where a pane lies, as parts of the whole: 0…1. */
export interface PaneBox {
  readonly id: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const whole = { left: 0, top: 0, right: 1, bottom: 1 };

export function paneBoxes(tree: PaneTree, box: Omit<PaneBox, 'id'> = whole): readonly PaneBox[] {
  if (tree.type === 'agent') return [{ ...box, id: tree.id }];
  let begin = 0;
  return tree.children.flatMap((child, index) => {
    const from = begin / 100;
    begin += tree.sizes[index] ?? 0;
    const to = begin / 100;
    const { left, top, right, bottom } = box;
    const part =
      tree.direction === 'row'
        ? { top, bottom, left: left + (right - left) * from, right: left + (right - left) * to }
        : { left, right, top: top + (bottom - top) * from, bottom: top + (bottom - top) * to };
    return paneBoxes(child, part);
  });
}

/** What is smaller counts as nothing: sizes are rounded. */
const slack = 1e-6;

/** The pane that one comes to from another at a side; of several, that with the longest common border. */
export function neighbourOf(tree: PaneTree, id: string, side: Side): string | undefined {
  const boxes = paneBoxes(tree);
  const from = boxes.find((box) => box.id === id);
  if (!from) return undefined;
  let best: { readonly id: string; readonly border: number } | undefined;
  for (const box of boxes) {
    const border = commonBorder(from, box, side);
    if (border > slack && border > (best?.border ?? 0) + slack) best = { id: box.id, border };
  }
  return best?.id;
}

/** How long the border is that two boxes share, the other one lying at this side; 0: they do not touch there. */
function commonBorder(from: PaneBox, to: PaneBox, side: Side): number {
  const gaps = {
    left: from.left - to.right,
    right: to.left - from.right,
    up: from.top - to.bottom,
    down: to.top - from.bottom,
  };
  if (Math.abs(gaps[side]) > slack) return 0;
  if (side === 'left' || side === 'right') return Math.min(from.bottom, to.bottom) - Math.max(from.top, to.top);
  return Math.min(from.right, to.right) - Math.max(from.left, to.left);
}
