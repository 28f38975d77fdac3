import { useRef } from 'react';
import { fieldText, keyOfRecord, type LuaRecord } from '../../../shared/vocabulary';
import { classNames } from '../../ui';
import { useBound } from './entities';
import { Nothing } from './list';
import type { NodeProps } from './node-props';
import { useTelling } from './pending';
import { sizeOf } from './place';
import { rowMark, useRowKeys } from './row-keys';
import { useWindowed } from './windowed';

const rowHeight = 32;

/** A row is chosen by its first cell, which is a button then; the rest of the row is part of it. */
export function TableNode({ node, style }: NodeProps<'table'>) {
  const { columns, empty = 'Nothing here.', on_select } = node;
  const bound = useBound<LuaRecord>(node.rows);
  const rows = 'given' in bound ? bound.given : bound;
  const tell = useTelling(on_select);
  const box = useRef<HTMLDivElement>(null);
  const shown = useWindowed(box, rows.length, rowHeight);
  const keys = useRowKeys(box, rows.length, -1, shown);
  if (rows.length === 0) return <Nothing style={style}>{empty}</Nothing>;
  const scrolls = shown.isPart && node.grow === undefined && node.height === undefined;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons in it
    <div
      ref={box}
      // What scrolls and has nothing to choose must be in reach of the keyboard.
      tabIndex={on_select === undefined ? 0 : undefined}
      onKeyDown={keys.onKeyDown}
      onFocus={keys.onFocus}
      className={classNames('min-w-0 overflow-auto', scrolls && 'max-h-100')}
      style={style}
    >
      <table
        aria-rowcount={rows.length + 1}
        className={classNames('w-full text-sm tabular-nums', shown.isPart && 'table-fixed')}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.field} style={{ width: shown.isPart ? fixedWidth(column, rows) : freeWidth(column) }} />
          ))}
        </colgroup>
        <thead className="sticky top-0 z-10 bg-canvas text-xs text-faint">
          <tr>
            {columns.map(({ field, title, align }) => (
              <th key={field} scope="col" className={classNames(cellLook, 'pb-1 font-medium', sideOf(align))}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.above > 0 && <Room height={shown.above} />}
          {rows.slice(shown.first, shown.end).map((row, place) => {
            const index = shown.first + place;
            const key = keyOfRecord(row);
            return (
              <tr
                key={key ?? index}
                aria-rowindex={index + 2}
                style={{ height: rowHeight }}
                className={classNames('relative border-t border-line', on_select !== undefined && 'hover:bg-hover')}
              >
                {columns.map(({ field, align }, at) => (
                  <td key={field} className={classNames(cellLook, 'max-w-80 truncate py-1', sideOf(align))}>
                    {at === 0 && on_select !== undefined ? (
                      <button
                        type="button"
                        {...rowMark(index)}
                        tabIndex={index === keys.active ? 0 : -1}
                        onClick={() => tell(key ?? index + 1)}
                        className="max-w-full truncate text-left outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
                      >
                        {fieldText(row, field)}
                      </button>
                    ) : (
                      fieldText(row, field)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
          {shown.below > 0 && <Room height={shown.below} />}
        </tbody>
      </table>
    </div>
  );
}

type Column = NodeProps<'table'>['node']['columns'][number];

/** Where all rows are in the page, the browser makes the other columns as wide as what is in them. */
function freeWidth({ width, grow = 0 }: Column): string | undefined {
  if (width !== undefined) return sizeOf(width, 'ch');
  return grow > 0 ? '100%' : undefined;
}

/** Among these and the title the longest text decides, so that columns stay as they are while others come into view. */
const rowsLookedAt = 100;

function fixedWidth(column: Column, rows: readonly LuaRecord[]): string | undefined {
  const { width, grow = 0, title, field } = column;
  if (width !== undefined) return sizeOf(width, 'ch');
  if (grow > 0) return undefined;
  const lengths = rows.slice(0, rowsLookedAt).map((row) => fieldText(row, field).length);
  return `calc(${Math.min(Math.max(title.length, ...lengths), 40)}ch + 20px)`;
}

const cellLook = 'px-2 first:pl-1 last:pr-1';
const sideOf = (align: 'start' | 'end' | undefined) => (align === 'end' ? 'text-right' : 'text-left');

function Room({ height }: { readonly height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}
