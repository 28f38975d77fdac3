// biome-ignore-all lint/a11y/useSemanticElements: only the rows in view are in the page, so this is no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { classNames } from './class-names';
import { GridHead, gridHeadHeight, gridRowHeight, gridRowId } from './grid-row';
import { rowForKey } from './row-for-key';

/** A column of a grid. `className` may hide it in narrow grids: container queries, so that details may take room. */
export interface GridColumn<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  readonly className: string;
  /** The title is only for screen readers. */
  readonly silent?: boolean;
}

export interface RowGridProps<T> {
  readonly label: string;
  /** Newest first. */
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly columns: readonly GridColumn[];
  /** The widths of the columns that show at each width of the grid; the same for the head and for every row. */
  readonly widths: string;
  readonly selected: string | undefined;
  readonly onSelect: (key: string) => void;
  /** The element that takes the keys, for whoever wants to give it the focus. */
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly renderRow: (row: T, place: RowPlace) => ReactNode;
  /** The last rows are in view, or nearly so. */
  readonly onEnd?: () => void;
}

/** Where a row stands. */
export interface RowPlace {
  readonly key: string;
  /** 1-based, counted without the head. */
  readonly position: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly selected: boolean;
}

/** Drawn above the rows, which would cover an outline of the grid itself. */
const focusRing =
  'after:pointer-events-none after:absolute after:inset-0 after:z-20 has-[[role=grid]:focus-visible]:after:border-2 has-[[role=grid]:focus-visible]:after:border-accent';

/** Fewer pixels than this from the top count as the top. */
const topMargin = 8;
/** So many rows before the end are early enough to ask for more. */
const endMargin = 30;

/**
 * Rows, of which only those in view are in the page. At the top, new rows push the others down; further down, the view
 * stays where it is and a button tells how many are new.
 */
export function RowGrid<T>(props: RowGridProps<T>) {
  const { label, rows, keyOf, columns, widths, selected, onSelect, gridRef, renderRow, onEnd } = props;
  const atTop = useRef(true);
  const newestSeen = useRef<string | undefined>(undefined);
  const keyAt = (index: number) => {
    const row = rows[index];
    return row === undefined ? undefined : keyOf(row);
  };
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => gridRef.current,
    estimateSize: () => gridRowHeight,
    getItemKey: (index) => keyAt(index) ?? index,
    overscan: 5,
    scrollPaddingStart: gridHeadHeight,
    paddingStart: gridHeadHeight,
    // 'end' holds on to the rows in view by their keys when others come in above them.
    anchorTo: atTop.current ? 'start' : 'end',
  });
  atTop.current = (virtual.scrollOffset ?? 0) <= topMargin;
  const shown = virtual.getVirtualItems();

  useEffect(() => {
    if (atTop.current) newestSeen.current = keyAt(0);
  });

  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - endMargin) onEnd?.();
  }, [lastShown, rows.length, onEnd]);

  const selectedAt = selected === undefined ? -1 : rows.findIndex((row) => keyOf(row) === selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new choice is brought into view, not one that moves
  useEffect(() => {
    if (selectedAt >= 0) virtual.scrollToIndex(selectedAt);
  }, [selected]);

  const unseen = atTop.current ? 0 : rows.findIndex((row) => keyOf(row) === newestSeen.current);

  function move(event: KeyboardEvent): void {
    const page = Math.floor((gridRef.current?.clientHeight ?? 0) / gridRowHeight) - 2;
    const target = rowForKey(event.key, { at: selectedAt, count: rows.length, page });
    if (target === undefined) return;
    event.preventDefault();
    const key = keyAt(target);
    if (key !== undefined) onSelect(key);
  }

  return (
    <div className={classNames('@container relative min-h-0 min-w-0 flex-1', focusRing)}>
      {unseen > 0 && <NewPill count={unseen} onClick={() => virtual.scrollToOffset(0)} />}
      <div
        ref={gridRef}
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={selectedAt < 0 || selected === undefined ? undefined : gridRowId(selected)}
        tabIndex={0}
        onKeyDown={move}
        className="h-full overflow-x-hidden overflow-y-auto outline-none"
      >
        <GridHead columns={columns} widths={widths} />
        <div role="rowgroup" style={{ height: virtual.getTotalSize() - gridHeadHeight }} className="relative">
          {shown.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const key = keyOf(row);
            return renderRow(row, {
              key,
              position: index + 1,
              top: start - gridHeadHeight,
              selected: key === selected,
            });
          })}
        </div>
      </div>
    </div>
  );
}

function NewPill({ count, onClick }: { readonly count: number; readonly onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      aria-label={`Show ${count} new ${count === 1 ? 'row' : 'rows'}`}
      className="absolute top-9.5 left-1/2 z-20 flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full bg-primary px-3 text-sm font-medium text-white shadow-raised hover:brightness-110"
    >
      <ArrowUp size={13} aria-hidden />
      {count} new
    </button>
  );
}
