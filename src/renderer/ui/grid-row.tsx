// biome-ignore-all lint/a11y/useSemanticElements: only the rows in view are in the page, so this is no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import type { GridColumn, RowGridProps, RowPlace } from './row-grid';

export const gridRowHeight = 34;
export const gridHeadHeight = 30;

/** The element of a row, for aria-activedescendant. */
export function gridRowId(key: string): string {
  return `row-${key.replace(/[^\w-]/g, '-')}`;
}

const line = 'grid items-center gap-x-3 px-5';

export interface GridRowProps<Id extends string> {
  readonly columns: readonly GridColumn<Id>[];
  readonly widths: string;
  readonly cells: Readonly<Record<Id, ReactNode>>;
  readonly place: Omit<RowPlace, 'key'>;
  readonly id: string;
  readonly onSelect: (key: string) => void;
}

/** A row of a `RowGrid`. */
export function GridRow<Id extends string>({ columns, widths, cells, place, id, onSelect }: GridRowProps<Id>) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the grid, which keeps the focus
    <div
      role="row"
      id={gridRowId(id)}
      aria-rowindex={place.position + 1}
      aria-selected={place.selected}
      tabIndex={-1}
      onClick={() => onSelect(id)}
      style={{ height: gridRowHeight, transform: `translateY(${place.top}px)` }}
      className={classNames(
        line,
        widths,
        'absolute top-0 left-0 w-full contain-strict border-b border-line/70 outline-none',
        place.selected ? 'bg-selected shadow-[inset_3px_0_0_var(--color-accent)]' : 'hover:bg-hover',
      )}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={classNames('truncate text-sm text-muted tabular-nums', column.className)}
        >
          {cells[column.id]}
        </div>
      ))}
    </div>
  );
}

export function GridHead({ columns, widths }: Pick<RowGridProps<unknown>, 'columns' | 'widths'>) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-canvas">
      <div
        role="row"
        aria-rowindex={1}
        style={{ height: gridHeadHeight }}
        className={classNames(line, widths, 'border-b border-line')}
      >
        {columns.map(({ id, title, className, silent }) => (
          <div
            key={id}
            role="columnheader"
            className={classNames('truncate text-xs font-medium text-faint', className)}
          >
            {silent ? <span className="sr-only">{title}</span> : title}
          </div>
        ))}
      </div>
    </div>
  );
}
