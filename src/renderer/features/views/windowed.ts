import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

/** So many are drawn in any case, without watching what is in view. */
const mostDrawn = 100;

export interface Windowed {
  /** The numbers of those to draw, from `first` to before `end`. */
  readonly first: number;
  readonly end: number;
  /** The room of those that are not drawn, in pixels. */
  readonly above: number;
  readonly below: number;
  /** Only some are in the page: the box around them must have a height of its own. */
  readonly isPart: boolean;
  scrollTo(index: number): void;
}

/** Which of many rows of one height are in view. */
export function useWindowed(box: RefObject<HTMLElement | null>, count: number, rowHeight: number): Windowed {
  const isPart = count > mostDrawn;
  const virtual = useVirtualizer({
    count: isPart ? count : 0,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialRect: { width: 0, height: 600 },
  });
  if (!isPart) return { first: 0, end: count, above: 0, below: 0, isPart, scrollTo() {} };
  const shown = virtual.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const end = (shown.at(-1)?.index ?? -1) + 1;
  return {
    ...{ first, end, isPart, above: first * rowHeight, below: (count - end) * rowHeight },
    scrollTo: (index) => virtual.scrollToIndex(index),
  };
}
