// biome-ignore-all lint/a11y/useSemanticElements: only the rows in view are in the page, so this is no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import type { ActivityRow, ProcessKey } from '../../../shared/vocabulary';
import { countText } from '../../text';
import { classNames, useNow } from '../../ui';
import { columns, gridColumns, headHeight, rowHeight } from './columns';
import { Row, rowId } from './row';

export interface ActivityGridProps {
  readonly rows: readonly ActivityRow[];
  readonly selected: ProcessKey | undefined;
  readonly onSelect: (key: ProcessKey | undefined) => void;
  readonly home: string | undefined;
  /** The element that takes the keys, for whoever wants to give it the focus. */
  readonly gridRef: RefObject<HTMLDivElement | null>;
}

/** Drawn above the rows, which would cover an outline of the grid itself. */
const focusRing =
  'after:pointer-events-none after:absolute after:inset-0 after:z-20 has-[[role=grid]:focus-visible]:after:border-2 has-[[role=grid]:focus-visible]:after:border-accent';

/** Fewer pixels than this from the top count as the top. */
const topMargin = 8;

/**
 * The rows, of which only those in view are in the page. At the top, new rows push the others down; further down,
 * the view stays where it is and a button tells how many are new.
 */
export function ActivityGrid({ rows, selected, onSelect, home, gridRef }: ActivityGridProps) {
  const nowMs = useNow();
  const atTop = useRef(true);
  const newestSeen = useRef<ProcessKey | undefined>(undefined);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => gridRef.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
    scrollPaddingStart: headHeight,
    paddingStart: headHeight,
    // 'end' holds on to the rows in view by their keys when others come in above them.
    anchorTo: atTop.current ? 'start' : 'end',
  });
  atTop.current = (virtual.scrollOffset ?? 0) <= topMargin;

  useEffect(() => {
    if (atTop.current) newestSeen.current = rows[0]?.key;
  });

  const selectedAt = selected === undefined ? -1 : rows.findIndex(({ key }) => key === selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new choice is brought into view, not one that moves
  useEffect(() => {
    if (selectedAt >= 0) virtual.scrollToIndex(selectedAt);
  }, [selected]);

  const unseen = atTop.current ? 0 : rows.findIndex(({ key }) => key === newestSeen.current);

  function move(event: KeyboardEvent): void {
    const page = Math.floor((gridRef.current?.clientHeight ?? 0) / rowHeight) - 2;
    const target = targetOf(event.key, { at: selectedAt, count: rows.length, page });
    if (target === undefined) return;
    event.preventDefault();
    onSelect(rows[target]?.key);
  }

  return (
    <div className={classNames('@container relative min-h-0 min-w-0 flex-1', focusRing)}>
      {unseen > 0 && <NewPill count={unseen} onClick={() => virtual.scrollToOffset(0)} />}
      <div
        ref={gridRef}
        role="grid"
        aria-label="Activity"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={selectedAt < 0 ? undefined : selected && rowId(selected)}
        tabIndex={0}
        onKeyDown={move}
        className="h-full overflow-x-hidden overflow-y-auto outline-none"
      >
        <Head />
        <div role="rowgroup" style={{ height: virtual.getTotalSize() - headHeight }} className="relative">
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return (
              row && (
                <Row
                  key={row.key}
                  row={row}
                  position={index + 1}
                  top={start - headHeight}
                  selected={row.key === selected}
                  nowMs={nowMs}
                  home={home}
                  onSelect={onSelect}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Head() {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-canvas">
      <div
        role="row"
        aria-rowindex={1}
        style={{ height: headHeight }}
        className={classNames(gridColumns, 'border-b border-line')}
      >
        {columns.map(({ id, title, className }) => (
          <div
            key={id}
            role="columnheader"
            className={classNames('truncate text-xs font-medium text-faint', className)}
          >
            {id === 'state' ? <span className="sr-only">{title}</span> : title}
          </div>
        ))}
      </div>
    </div>
  );
}

function NewPill({ count, onClick }: { readonly count: number; readonly onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      aria-label={`Show ${countText(count, 'new row')}`}
      className="absolute top-9.5 left-1/2 z-20 flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full bg-primary px-3 text-sm font-medium text-white shadow-raised hover:brightness-110"
    >
      <ArrowUp size={13} aria-hidden />
      {count} new
    </button>
  );
}

/** Which row a key leads to; undefined when the key is not for moving or there is nowhere to go. */
function targetOf(
  key: string,
  { at, count, page }: { readonly at: number; readonly count: number; readonly page: number },
): number | undefined {
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const target = steps[key];
  if (target === undefined || count === 0) return undefined;
  return Math.min(Math.max(target, 0), count - 1);
}
