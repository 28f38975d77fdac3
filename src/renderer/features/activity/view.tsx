import { RefreshCw } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useStore } from 'zustand';
import type { RulesState } from '../../../shared/contract';
import type { ActivityRow, ProbeStatus } from '../../../shared/vocabulary';
import { isPlainKey } from '../../process';
import { countText } from '../../text';
import { Alert, Button, Choice, SearchField } from '../../ui';
import { Details } from './details';
import { EmptyActivity } from './empty';
import { ActivityGrid } from './grid';
import type { ActivityStore } from './store';

export interface ActivityViewProps {
  readonly store: ActivityStore;
  readonly probe: ProbeStatus | undefined;
  readonly rules: RulesState | undefined;
  /** The person's home directory, to show folders shorter. */
  readonly home: string | undefined;
  readonly onGo: (view: 'rules' | 'agents') => void;
  /** Begins a rule for such commands. */
  readonly onCreateRule: (command: CommandToRule) => void;
  /** What is known of earlier runs of a command. */
  readonly figuresOf: (argv: readonly string[]) => ReactNode;
  /** Stands above the table. */
  readonly above?: ReactNode;
}

/** A command that a rule is to be made of. */
export interface CommandToRule {
  readonly argv: readonly string[];
  readonly cwd: string | undefined;
}

/** The table of what runs now and a moment ago. */
export function ActivityView({ store, probe, rules, home, onGo, onCreateRule, figuresOf, above }: ActivityViewProps) {
  const { scope, search, rows, shown, error, selected, family } = useStore(store.state);
  const gridRef = useRef<HTMLDivElement>(null);

  function closeDetails(): void {
    store.select(undefined);
    gridRef.current?.focus();
  }

  function createRule(): void {
    if (selected && selected.process.argv.length > 0) {
      onCreateRule({ argv: selected.process.argv, cwd: selected.process.cwd });
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && selected) closeDetails();
    else if (isPlainKey(event, 'r')) createRule();
  }

  return (
    <section aria-label="Live" className="flex min-h-0 flex-1 flex-col" onKeyDown={onKeyDown}>
      <div className="flex min-h-11 shrink-0 items-center gap-3 border-b border-line px-5">
        <Choice
          label="Which processes"
          value={scope}
          onChange={store.setScope}
          options={[
            { value: 'matched', label: 'Matched' },
            { value: 'all', label: 'All processes' },
          ]}
        />
        <SearchField
          label="Search processes"
          value={search}
          onChange={store.setSearch}
          onDone={() => gridRef.current?.focus()}
        />
        {shown && <Counts rows={rows} />}
      </div>
      {above}
      {error !== undefined && (
        <div className="px-5 py-3">
          <Alert severity="error" announce title="This list no longer follows what happens">
            <p className="mb-2">{error}</p>
            <Button icon={<RefreshCw size={13} />} onClick={store.retry}>
              Try again
            </Button>
          </Alert>
        </div>
      )}
      <div className="flex min-h-0 flex-1 max-[1100px]:flex-col">
        {shown && rows.length === 0 ? (
          <EmptyActivity
            shown={shown}
            probe={probe}
            rules={rules}
            onClearSearch={() => store.setSearch('')}
            onShowAll={() => store.setScope('all')}
            onGo={onGo}
          />
        ) : (
          <ActivityGrid
            // Another question, another list: it begins at the top.
            key={shown && `${shown.scope}:${shown.search}`}
            rows={rows}
            selected={selected?.key}
            onSelect={store.select}
            home={home}
            gridRef={gridRef}
          />
        )}
        {selected && (
          <Details
            row={selected}
            family={family}
            home={home}
            figures={selected.process.argv.length > 0 && figuresOf(selected.process.argv)}
            readOutput={store.readOutput}
            onCreateRule={createRule}
            onSelect={store.select}
            onClose={closeDetails}
          />
        )}
      </div>
    </section>
  );
}

function Counts({ rows }: { readonly rows: readonly ActivityRow[] }) {
  const running = rows.reduce((count, { exit }) => (exit === undefined ? count + 1 : count), 0);
  return (
    <p className="shrink-0 text-sm text-faint tabular-nums max-wide:sr-only">
      {countText(rows.length, 'process')}, {running} running
    </p>
  );
}
