import { RefreshCw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { Alert, Badge, Button, PageHeader, TabPanel, Tabs } from '../../ui';
import { ConsoleView } from './console-view';
import { failedFiles } from './files';
import { FilesView } from './files-view';
import { PerformanceView } from './performance-view';
import type { LuaStore, LuaTab } from './store';

export interface LuaViewProps {
  readonly store: LuaStore;
  readonly home: string | undefined;
}

/** All that is Lua in this hub: files and what became of them, what they cost, what they log; and a line to type into. */
export function LuaView({ store, home }: LuaViewProps) {
  const tab = useStore(store.shown, (shown) => shown.tab);
  const error = useStore(store.state, (live) => live.error);
  const known = useStore(store.state, ({ value }) => value !== undefined);
  const failed = useStore(store.state, failedFiles);
  const options: readonly { readonly value: LuaTab; readonly label: string; readonly mark?: ReactNode }[] = [
    { value: 'files', label: 'Files', ...(failed > 0 && { mark: <Badge tone="bad">{failed} failed</Badge> }) },
    { value: 'performance', label: 'Performance' },
    { value: 'console', label: 'Console' },
  ];
  return (
    <section aria-label="Lua" className="flex min-h-0 flex-1 flex-col">
      <Tabs label="Parts of Lua" options={options} value={tab} onChange={store.setTab}>
        {(list) => (
          <>
            <PageHeader title="Lua">
              {list}
              {known && <ReadAgain store={store} />}
            </PageHeader>
            {error !== undefined && (
              <div className="shrink-0 border-b border-line px-5 py-3">
                <Alert severity="error" announce title="This no longer follows what happens">
                  {error} Reload the page to begin anew.
                </Alert>
              </div>
            )}
            <TabPanel value={tab} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
              {!known && error === undefined && (
                <p role="status" className="m-auto text-muted">
                  Reading the Lua files…
                </p>
              )}
              {known && tab === 'files' && <FilesView store={store} home={home} />}
              {known && tab === 'performance' && <PerformanceView store={store} />}
              {known && tab === 'console' && <ConsoleView store={store} />}
            </TabPanel>
          </>
        )}
      </Tabs>
    </section>
  );
}

function ReadAgain({ store }: Pick<LuaViewProps, 'store'>) {
  const [busy, setBusy] = useState(false);
  return (
    <div className="ml-auto">
      <Button
        icon={<RefreshCw size={13} />}
        disabled={busy}
        onClick={() => {
          setBusy(true);
          void store.reload().finally(() => setBusy(false));
        }}
      >
        {busy ? 'Reading…' : 'Read again'}
      </Button>
    </div>
  );
}
