import { RefreshCw } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { HistoryEntry, HistoryStatus } from '../../../shared/vocabulary';
import { isPlainKey } from '../../process';
import { splitCommand } from '../../text';
import { Alert, Button, RowGrid, SearchField, useNow } from '../../ui';
import { columns, widths } from './columns';
import { EntryDetails } from './entry-details';
import { EntryRow } from './entry-row';
import { FilterBar } from './filter-bar';
import { NothingFound, noHistory } from './no-history';
import { conditionCount, type HistoryStore } from './store';
import { TimeBar } from './time-bar';
import { Tools } from './tools';

export interface HistoryViewProps {
  readonly store: HistoryStore;
  readonly status: HistoryStatus | undefined;
  /** The ids of the rules in force. */
  readonly rules: readonly string[];
  readonly home: string | undefined;
  /** Begins a rule for such commands. */
  readonly onCreateRule: (command: { readonly argv: readonly string[]; readonly cwd: string | undefined }) => void;
}

/** Every command that is remembered, searched and filtered. */
export function HistoryView({ store, status, rules, home, onCreateRule }: HistoryViewProps) {
  const { range, span, filter } = useStore(store.state);
  const { entries, shown, error } = useStore(store.list.state);
  const [selected, setSelected] = useState<HistoryEntry>();
  const gridRef = useRef<HTMLDivElement>(null);
  const question = JSON.stringify([range, span, { ...filter, search: filter.search.trim() }]);
  const none = noHistory(status);
  const open = none === undefined;

  useEffect(() => {
    if (!open) return;
    // What is typed is asked for after a pause.
    let close = () => {};
    const timer = setTimeout(() => {
      close = store.list.open(question);
    }, 150);
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [store, question, open]);

  const select = useCallback(
    (id: string) => setSelected(store.list.state.getState().entries.find((entry) => String(entry.id) === id)),
    [store],
  );

  function closeDetails(): void {
    setSelected(undefined);
    gridRef.current?.focus();
  }

  function createRule(): void {
    if (selected) onCreateRule({ argv: splitCommand(selected.command), cwd: selected.cwd });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && selected) closeDetails();
    else if (event.key === 'Escape' && span) store.setSpan(undefined);
    else if (isPlainKey(event, 'r')) createRule();
  }

  if (none) return none;
  return (
    <section aria-label="History" className="flex min-h-0 flex-1 flex-col" onKeyDown={onKeyDown}>
      <TimeBar store={store} />
      <div className="flex shrink-0 flex-col gap-2 border-b border-line px-5 py-2">
        <div className="flex items-center gap-2">
          <SearchField
            label="Search the history"
            value={filter.search}
            onChange={(search) => store.narrow({ search })}
            onDone={() => gridRef.current?.focus()}
          />
          <Tools store={store} />
        </div>
        <FilterBar store={store} rules={rules} />
      </div>
      {error !== undefined && (
        <div className="px-5 py-3">
          <Alert severity="error" announce title="The history can’t be read just now">
            <p className="mb-2">{error}</p>
            <Button icon={<RefreshCw size={13} />} onClick={store.list.again}>
              Try again
            </Button>
          </Alert>
        </div>
      )}
      <div className="flex min-h-0 flex-1 max-[1100px]:flex-col">
        {shown !== undefined && entries.length === 0 ? (
          <NothingFound
            range={range}
            narrowed={conditionCount(filter) > 0 || span !== undefined}
            onClear={store.clearFilter}
            onWiden={() => store.setRange('30d')}
          />
        ) : (
          <EntryGrid
            // Another question, another list: it begins at the top.
            key={shown}
            entries={entries}
            selected={selected && String(selected.id)}
            onSelect={select}
            onEnd={store.list.more}
            home={home}
            gridRef={gridRef}
          />
        )}
        {selected && (
          <EntryDetails
            store={store}
            entry={entries.find(({ id }) => id === selected.id) ?? selected}
            home={home}
            onCreateRule={createRule}
            onClose={closeDetails}
          />
        )}
      </div>
    </section>
  );
}

interface EntryGridProps extends Pick<HistoryViewProps, 'home'> {
  readonly entries: readonly HistoryEntry[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly onEnd: () => void;
  readonly gridRef: React.RefObject<HTMLDivElement | null>;
}

const dayMs = 86_400_000;

function EntryGrid({ entries, selected, onSelect, onEnd, home, gridRef }: EntryGridProps) {
  // Rows are drawn anew when the day changes, not every second.
  const todayMs = Math.floor(useNow() / dayMs) * dayMs + dayMs / 2;
  return (
    <RowGrid
      label="History"
      rows={entries}
      keyOf={keyOf}
      columns={columns}
      widths={widths}
      selected={selected}
      onSelect={onSelect}
      onEnd={onEnd}
      gridRef={gridRef}
      renderRow={(entry, { key, ...place }) => (
        <EntryRow key={key} id={key} entry={entry} {...place} todayMs={todayMs} home={home} onSelect={onSelect} />
      )}
    />
  );
}

const keyOf = ({ id }: HistoryEntry) => String(id);
