import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { rowForKey } from '../../ui';
import type { Windowed } from './windowed';

/** Rows of which Tab leads to one, and from there arrows, Home, End and Page keys to the others. */
export function useRowKeys(box: RefObject<HTMLElement | null>, count: number, selected: number, rows: Windowed) {
  const [last, setLast] = useState<number>();
  const wanted = useRef<number>(undefined);
  const preferred = last ?? Math.max(selected, 0);
  const at = Math.min(preferred, count - 1);
  // One that is not in the page cannot be led to.
  const active = at >= rows.first && at < rows.end ? at : rows.first;

  useEffect(() => {
    if (wanted.current === undefined) return;
    const row = rowAt(box.current, wanted.current);
    if (!row) return;
    wanted.current = undefined;
    row.focus();
  });

  function onKeyDown(event: KeyboardEvent): void {
    const from = indexOf(event.target);
    if (from === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = rowForKey(event.key, { at: from, count, page: 10 });
    if (target === undefined) return;
    event.preventDefault();
    wanted.current = target;
    setLast(target);
    rows.scrollTo(target);
    const row = rowAt(box.current, target);
    if (!row) return;
    wanted.current = undefined;
    row.focus();
  }

  return { active, onKeyDown, onFocus: (event: FocusEvent) => setLast(indexOf(event.target)) };
}

/** Marks a row for the keys above. */
export const rowMark = (index: number) => ({ 'data-row': index });

const rowAt = (box: HTMLElement | null, index: number) => box?.querySelector<HTMLElement>(`[data-row="${index}"]`);

function indexOf(target: EventTarget): number | undefined {
  const row = target instanceof HTMLElement ? target.dataset.row : undefined;
  return row === undefined ? undefined : Number(row);
}
