import { Plus, SquareTerminal } from 'lucide-react';
import { useStore } from 'zustand';
import type { Connection } from '../../../shared/link';
import { Alert, Button, EmptyState, PageHeader } from '../../ui';
import { Pane } from './pane';
import { createTerminalsStore, type TerminalsStore } from './store';
import { Tabs } from './tabs';

export interface TerminalsViewProps {
  readonly connection: Connection;
}

export function TerminalsView({ connection }: TerminalsViewProps) {
  const store = storeOf(connection);
  const { terminals, active, error } = useStore(store.state);
  const openButton = (
    <Button icon={<Plus size={13} />} onClick={() => void store.open()}>
      New terminal
    </Button>
  );

  return (
    <section aria-label="Terminal" className="flex min-h-0 flex-1 flex-col">
      <PageHeader title="Terminal">
        <Tabs
          terminals={terminals ?? []}
          active={active}
          onSelect={store.select}
          onClose={(id) => void store.close(id)}
        />
        {openButton}
      </PageHeader>
      {error !== undefined && (
        <div className="p-3">
          <Alert severity="error" announce title="The list of terminals no longer follows what happens">
            {error} Reload the page to begin anew.
          </Alert>
        </div>
      )}
      {active && <Pane key={active.id} store={store} terminal={active} />}
      {terminals?.length === 0 && (
        <EmptyState icon={<SquareTerminal size={20} />} title="No terminal is open" actions={openButton}>
          A terminal runs your shell. What you start in it is seen like every other command.
        </EmptyState>
      )}
    </section>
  );
}

const stores = new WeakMap<Connection, TerminalsStore>();

/** Terminals are drawn further where they were left, so their store outlives the view. */
function storeOf(connection: Connection): TerminalsStore {
  const store = stores.get(connection) ?? createTerminalsStore(connection);
  stores.set(connection, store);
  return store;
}
