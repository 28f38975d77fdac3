import { useRef } from 'react';
import { rowOfItem, rowOfRecord, type ViewItem } from '../../../shared/vocabulary';
import { Badge, classNames } from '../../ui';
import { useBound } from './entities';
import type { NodeProps } from './node-props';
import { useTelling } from './pending';
import { rowMark, useRowKeys } from './row-keys';
import { textTones, uiTones } from './tone';
import { useWindowed } from './windowed';

/** Rows of one line, or of two when they have details. */
export function ListNode({ node, style }: NodeProps<'list'>) {
  const { items, item, selected, empty = 'Nothing here.', on_select } = node;
  const bound = useBound(items);
  const rows =
    'given' in bound ? bound.given.map(rowOfItem) : bound.map((entity, index) => rowOfRecord(entity, item, index));
  const tell = useTelling(on_select);
  const box = useRef<HTMLUListElement>(null);
  const height = rows.some(({ detail }) => detail !== undefined) ? 44 : 32;
  const shown = useWindowed(box, rows.length, height);
  const chosen = rows.findIndex(({ key }) => key === selected);
  const keys = useRowKeys(box, rows.length, chosen, shown);
  if (rows.length === 0) return <Nothing style={style}>{empty}</Nothing>;
  return (
    <ul
      ref={box}
      onKeyDown={keys.onKeyDown}
      onFocus={keys.onFocus}
      className={classNames('min-w-0 overflow-auto', shown.isPart && node.grow === undefined && 'max-h-100')}
      style={style}
    >
      {shown.above > 0 && <li aria-hidden style={{ height: shown.above }} />}
      {rows.slice(shown.first, shown.end).map((row, place) => (
        <li key={row.key} style={{ height }} className="flex min-w-0">
          {on_select === undefined ? (
            <div className={rowLook}>
              <Content row={row} />
            </div>
          ) : (
            <button
              type="button"
              {...rowMark(shown.first + place)}
              tabIndex={shown.first + place === keys.active ? 0 : -1}
              aria-current={row.key === selected ? 'true' : undefined}
              onClick={() => tell(row.key)}
              className={classNames(
                rowLook,
                'rounded-md text-left outline-offset-[-2px]!',
                row.key === selected ? 'bg-selected' : 'hover:bg-hover',
              )}
            >
              <Content row={row} />
            </button>
          )}
        </li>
      ))}
      {shown.below > 0 && <li aria-hidden style={{ height: shown.below }} />}
    </ul>
  );
}

const rowLook = 'flex min-w-0 flex-1 items-center gap-2 px-2';

function Content({ row: { title, detail, badge, tone = 'neutral' } }: { readonly row: ViewItem }) {
  return (
    <>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className={classNames('truncate', badge === undefined && textTones[tone])}>{title}</span>
        {detail !== undefined && <span className="truncate text-xs text-faint">{detail}</span>}
      </span>
      {badge !== undefined && badge !== '' && (
        <span className="flex max-w-1/2 shrink-0">
          <Badge tone={uiTones[tone]}>{badge}</Badge>
        </span>
      )}
    </>
  );
}

export function Nothing({
  children,
  style,
}: {
  readonly children: string;
  readonly style: NodeProps<'list'>['style'];
}) {
  return (
    <p className="py-1 text-muted" style={style}>
      {children}
    </p>
  );
}
