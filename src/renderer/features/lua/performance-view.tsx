import { Gauge } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { LuaState } from '../../../shared/contract';
import { countText, sizeText } from '../../text';
import { Badge, EmptyState, SearchField } from '../../ui';
import { handlersAmong, type Order, orderAfter, sorted } from './figures';
import { HandlersTable } from './handlers-table';
import type { LuaStore } from './store';

export interface PerformanceViewProps {
  readonly store: LuaStore;
}

/** What Lua costs: memory by worker, time and errors by handler. */
export function PerformanceView({ store }: PerformanceViewProps) {
  const state = useStore(store.state, ({ value }) => value);
  const [order, setOrder] = useState<Order>({ by: 'totalMs', descending: true });
  const [search, setSearch] = useState('');
  if (!state) return null;
  const handlers = handlersAmong(state.registrations);
  const shown = sorted(handlers, order, search);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Workers domains={state.domains} />
      {handlers.length === 0 ? (
        <EmptyState icon={<Gauge size={20} />} title="No handlers yet">
          What a Lua file registers for events, hooks, keys, commands and timers is listed here, with the time it takes.
        </EmptyState>
      ) : (
        <>
          <div className="flex shrink-0 items-center gap-3 border-b border-line px-5 py-2">
            <SearchField label="Search handlers" value={search} onChange={setSearch} onDone={() => {}} />
            <span className="shrink-0 text-sm text-faint tabular-nums">
              {shown.length === handlers.length
                ? countText(shown.length, 'handler')
                : `${shown.length} of ${countText(handlers.length, 'handler')}`}
            </span>
          </div>
          <HandlersTable
            handlers={shown}
            order={order}
            onSort={(by) => setOrder(orderAfter(order, by))}
            onShow={(module) => {
              store.select(module);
              store.setTab('files');
            }}
          />
        </>
      )}
    </div>
  );
}

function Workers({ domains }: Pick<LuaState, 'domains'>) {
  return (
    <section
      aria-label="Workers"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-40 shrink-0 overflow-y-auto border-b border-line px-5 py-3 focus-visible:outline-offset-[-2px]"
    >
      <h2 className="mb-1.5 text-sm font-semibold">Workers</h2>
      <ul className="grid gap-x-8 min-[700px]:grid-cols-2 min-[1200px]:grid-cols-3">
        {domains.map(({ name, state, why, memoryBytes, restarts }) => (
          <li key={name} className="flex min-h-7 items-center gap-2 text-sm">
            <span className="min-w-0 flex-1 truncate font-mono" title={name}>
              {name}
            </span>
            {state === 'stopped' && (
              <Badge tone="bad" title={why}>
                stopped
              </Badge>
            )}
            {restarts > 0 && (
              <Badge tone="warn" title="How often it was ended because it was stuck, or had no memory left">
                {countText(restarts, 'restart')}
              </Badge>
            )}
            <span className="shrink-0 text-muted tabular-nums">{sizeText(memoryBytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
