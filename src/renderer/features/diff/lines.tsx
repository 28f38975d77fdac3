// biome-ignore-all lint/a11y/useSemanticElements: only the rows in view are in the page, so this is no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useMemo } from 'react';
import type { WorktreeDiff } from '../../../shared/vocabulary';
import { classNames } from '../../ui';
import type { DiffRow } from './rows';

const heights: Record<DiffRow['kind'], number> = { file: 34, note: 30, hunk: 24, line: 20, comment: 64, draft: 140 };
/** Cards are as high as their text. */
const isMeasured = (row: DiffRow | undefined) => row?.kind === 'comment' || row?.kind === 'draft';
const longestLine = 2_000;
const tabWidth = 4;

/** A bar at the left, above what the row shows. */
const marked = 'after:absolute after:inset-y-0 after:left-0 after:w-0.75 after:bg-accent';

export type LinesVirtualizer = Virtualizer<HTMLDivElement, Element>;

export function useLines(rows: readonly DiffRow[], box: RefObject<HTMLDivElement | null>): LinesVirtualizer {
  return useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => heights[rows[index]?.kind ?? 'line'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 20,
    // The head of the file in view lies above the lines.
    scrollPaddingStart: heights.file,
    scrollPaddingEnd: heights.line,
  });
}

export interface LinesProps {
  readonly diff: WorktreeDiff;
  readonly rows: readonly DiffRow[];
  readonly virtual: LinesVirtualizer;
  readonly isSelected: (index: number) => boolean;
  readonly renderRow: (row: DiffRow, index: number) => ReactNode;
}

/** The rows in view, each where it belongs. */
export function Lines({ diff, rows, virtual, isSelected, renderRow }: LinesProps) {
  // Lines are not wrapped; all are as wide as the longest, so that their colours are.
  const columns = useMemo(() => longest(diff), [diff]);
  return (
    <div
      role="rowgroup"
      className="relative min-w-full"
      style={{ height: virtual.getTotalSize(), width: `calc(${columns}ch + 10rem)` }}
    >
      {virtual.getVirtualItems().map(({ index, start, key }) => {
        const row = rows[index];
        if (!row) return null;
        const measured = isMeasured(row);
        return (
          <div
            key={key}
            ref={measured ? virtual.measureElement : undefined}
            data-index={index}
            role="row"
            id={rowId(index)}
            aria-rowindex={index + 1}
            aria-selected={isSelected(index)}
            style={{ transform: `translateY(${start}px)`, ...(measured ? {} : { height: heights[row.kind] }) }}
            className={classNames(
              'group absolute top-0 left-0 flex w-full leading-5',
              isSelected(index) && row.kind !== 'line' && marked,
            )}
          >
            {renderRow(row, index)}
          </div>
        );
      })}
    </div>
  );
}

export function rowId(index: number): string {
  return `diff-row-${index}`;
}

function longest({ files }: WorktreeDiff): number {
  let columns = 0;
  for (const { hunks } of files) {
    for (const { lines } of hunks) for (const { text } of lines) columns = Math.max(columns, widthOf(text));
  }
  return columns;
}

function widthOf(text: string): number {
  const shown = text.slice(0, longestLine);
  const tabs = shown.includes('\t') ? shown.split('\t').length - 1 : 0;
  return shown.length + tabs * (tabWidth - 1);
}
