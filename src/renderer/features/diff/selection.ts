import { useState } from 'react';
import type { DiffLine } from '../../../shared/vocabulary';
import type { DiffRow, LineRow } from './rows';

/** The rows between two keys, both included; the head is the one that moves, and that keys act on. */
export interface Selection {
  readonly anchor: string | undefined;
  readonly head: string | undefined;
}

export interface DiffCursor {
  /** Of the head; -1 when nothing is selected. */
  readonly at: number;
  isSelected(index: number): boolean;
  /** The lines that are selected, of the head's file; without a selection none. */
  readonly lines: readonly LineRow[];
  /** Selects a row, or all from the anchor to it. */
  select(index: number, extend?: boolean): void;
  /** To the next or previous row that fits; undefined when there is none. */
  find(step: 1 | -1, fits: (row: DiffRow) => boolean): number | undefined;
  clear(): void;
}

export function useDiffCursor(rows: readonly DiffRow[]): DiffCursor {
  const [{ anchor, head }, setSelection] = useState<Selection>({ anchor: undefined, head: undefined });
  const indexOf = (key: string | undefined) => (key === undefined ? -1 : rows.findIndex((row) => row.key === key));
  const at = indexOf(head);
  const from = anchor === head ? at : indexOf(anchor);
  const [low, high] = from < 0 ? [at, at] : [Math.min(at, from), Math.max(at, from)];
  const headRow = rows[at];
  const lines = low < 0 ? [] : rows.slice(low, high + 1).filter((row) => row.kind === 'line');
  return {
    at,
    isSelected: (index) => low >= 0 && index >= low && index <= high,
    lines: headRow?.kind === 'line' ? lines.filter(({ file }) => file === headRow.file) : [],
    select(index, extend = false) {
      const key = rows[index]?.key;
      setSelection((before) => ({ anchor: extend && before.anchor !== undefined ? before.anchor : key, head: key }));
    },
    find(step, fits) {
      for (let index = at < 0 && step < 0 ? -1 : at + step; rows[index]; index += step) {
        const row = rows[index];
        if (row && fits(row)) return index;
      }
      return undefined;
    },
    clear: () => setSelection({ anchor: undefined, head: undefined }),
  };
}

export function linesOfRows(rows: readonly LineRow[]): DiffLine[] {
  return rows.map(({ line }) => line);
}
