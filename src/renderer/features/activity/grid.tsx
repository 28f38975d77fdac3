import type { RefObject } from 'react';
import type { ActivityRow, ProcessKey } from '../../../shared/vocabulary';
import { RowGrid, useNow } from '../../ui';
import { columns, widths } from './columns';
import { Row } from './row';

export interface ActivityGridProps {
  readonly rows: readonly ActivityRow[];
  readonly selected: ProcessKey | undefined;
  readonly onSelect: (key: ProcessKey | undefined) => void;
  readonly home: string | undefined;
  /** The element that takes the keys, for whoever wants to give it the focus. */
  readonly gridRef: RefObject<HTMLDivElement | null>;
}

export function ActivityGrid({ rows, selected, onSelect, home, gridRef }: ActivityGridProps) {
  const nowMs = useNow();
  return (
    <RowGrid
      label="Activity"
      rows={rows}
      keyOf={keyOf}
      columns={columns}
      widths={widths}
      selected={selected}
      onSelect={onSelect}
      gridRef={gridRef}
      renderRow={(row, { key, ...place }) => (
        <Row key={key} row={row} {...place} nowMs={nowMs} home={home} onSelect={onSelect} />
      )}
    />
  );
}

const keyOf = (row: ActivityRow) => row.key;
