import { RefreshCw } from 'lucide-react';
import { useStore } from 'zustand';
import type { HistoryStatus } from '../../../shared/vocabulary';
import { useAnswer } from '../../client';
import { Alert, Button, Choice, SearchField } from '../../ui';
import { CommandsTable } from './commands-table';
import { NothingFound, noHistory } from './no-history';
import { conditionCount, type HistoryStore } from './store';
import { TimeBar } from './time-bar';

export interface CommandsViewProps {
  readonly store: HistoryStore;
  readonly status: HistoryStatus | undefined;
  /** The history was narrowed to a command: show it. */
  readonly onShowHistory: () => void;
}

const followMs = 5_000;
const limit = 200;

/** How often, how long and how well commands ran. */
export function CommandsView({ store, status, onShowHistory }: CommandsViewProps) {
  const state = useStore(store.state);
  const { range, span, filter, by, sort } = state;
  const none = noHistory(status);
  const { value, error, again } = useAnswer({
    ask: (signal) => store.ask.stats({ filter: store.filterNow(), by, sort, limit }, { signal }),
    question: JSON.stringify(state),
    everyMs: followMs,
    afterMs: 150,
  });

  function show(command: string): void {
    store.narrow(by === 'command' ? { command } : { program: command });
    onShowHistory();
  }

  if (none) return none;
  return (
    <section aria-label="Commands" className="flex min-h-0 flex-1 flex-col">
      <TimeBar store={store} />
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-5 py-2">
        <SearchField
          label="Search commands"
          value={filter.search}
          onChange={(search) => store.narrow({ search })}
          onDone={() => {}}
        />
        <Choice
          label="Figures by"
          value={by}
          onChange={store.setBy}
          options={[
            { value: 'command', label: 'By command' },
            { value: 'program', label: 'By program' },
          ]}
        />
        {(conditionCount(filter) > 0 || span) && <Button onClick={store.clearFilter}>Clear filters</Button>}
      </div>
      {error !== undefined && (
        <div className="px-5 py-3">
          <Alert severity="error" announce title="The figures can’t be read just now">
            <p className="mb-2">{error}</p>
            <Button icon={<RefreshCw size={13} />} onClick={again}>
              Try again
            </Button>
          </Alert>
        </div>
      )}
      {value?.length === 0 && (
        <NothingFound
          range={range}
          narrowed={conditionCount(filter) > 0 || span !== undefined}
          onClear={store.clearFilter}
          onWiden={() => store.setRange('30d')}
        />
      )}
      {value && value.length > 0 && (
        <CommandsTable
          stats={value}
          by={by}
          sort={sort}
          onSort={store.setSort}
          onShow={show}
          note={
            value.length === limit ? `The first ${limit}. Search, or look at a shorter time, to see others.` : undefined
          }
        />
      )}
    </section>
  );
}
