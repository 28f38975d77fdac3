import { Plus, Redo2, Undo2 } from 'lucide-react';
import { useStore } from 'zustand';
import { Alert, Badge, Button, IconButton, PageHeader, Switch, TabPanel, Tabs } from '../../ui';
import type { RecentCommands } from './draft/from-command';
import { ConflictDialog } from './file/conflict-dialog';
import { TextTab } from './file/text-tab';
import { useRulesKeys } from './keys';
import { LeaveDialog } from './leave-dialog';
import { LuaActionNames } from './lua-actions';
import { Problems } from './problems';
import { RulesTab } from './rules-tab';
import type { RulesStore, RulesTab as Tab } from './store';
import type { TextPlace } from './text';

export interface RulesViewProps {
  readonly store: RulesStore;
  readonly home: string | undefined;
  /** Commands that ran lately, to test rules with. */
  readonly recent: RecentCommands;
  /** The names of the actions that Lua files have registered. */
  readonly luaActions: readonly string[];
}

/** The rules: as a list with a form, and as the text of their file. */
export function RulesView({ store, home, recent, luaActions }: RulesViewProps) {
  const { value: state, error } = useStore(store.state);
  const sourceError = useStore(store.source.state).error;
  const tab = useStore(store.tab);
  const textDirty = useStore(store.text.state, ({ dirty }) => dirty);
  useRulesKeys(store);
  const setTab = (next: Tab) => store.tab.setState(next, true);

  function goTo(place: TextPlace): void {
    setTab('text');
    store.text.goTo(place);
  }

  const options = [
    { value: 'rules', label: 'Rules' },
    { value: 'text', label: 'config.toml', mark: textDirty && <Badge tone="accent">changed</Badge> },
  ] as const;
  return (
    <section aria-label="Rules" className="flex min-h-0 flex-1 flex-col">
      <Tabs label="Ways to see the rules" options={options} value={tab} onChange={setTab}>
        {(list) => (
          <>
            <PageHeader title="Rules">
              {list}
              <Controls store={store} />
            </PageHeader>
            <div className="flex shrink-0 flex-col gap-3 border-b border-line px-5 py-3 empty:hidden">
              {error !== undefined && (
                <Alert severity="error" announce title="This list no longer follows what happens">
                  {error} Reload the page to begin anew.
                </Alert>
              )}
              {sourceError !== undefined && (
                <Alert severity="error" announce title="The file can’t be read">
                  {sourceError}
                </Alert>
              )}
              {tab === 'rules' && state && state.problems.length > 0 && (
                <Problems problems={state.problems} home={home} anyRules={state.rules.length > 0} onGo={goTo} />
              )}
            </div>
            <TabPanel value="rules" className="flex min-h-0 flex-1 flex-col" tabIndex={-1}>
              {!state && error === undefined && <Reading />}
              {state && (
                <LuaActionNames value={luaActions}>
                  <RulesTab store={store} state={state} recent={recent} />
                </LuaActionNames>
              )}
            </TabPanel>
            <TabPanel value="text" className="flex min-h-0 flex-1 flex-col" tabIndex={-1}>
              <TextTab store={store} />
            </TabPanel>
          </>
        )}
      </Tabs>
      <LeaveDialog editor={store.editor} />
      <ConflictDialog store={store} />
    </section>
  );
}

function Reading() {
  return (
    <p role="status" className="m-auto text-muted">
      Reading the rules…
    </p>
  );
}

function Controls({ store }: Pick<RulesViewProps, 'store'>) {
  const paused = useStore(store.state, ({ value }) => value?.paused);
  const { undo, redo, busy } = useStore(store.changes.state);
  return (
    <div className="ml-auto flex items-center gap-1">
      <IconButton
        label="Undo (Ctrl+Z)"
        icon={<Undo2 size={14} />}
        disabled={busy || undo.length === 0}
        onClick={() => void store.changes.undo()}
      />
      <IconButton
        label="Redo (Ctrl+Shift+Z)"
        icon={<Redo2 size={14} />}
        disabled={busy || redo.length === 0}
        onClick={() => void store.changes.redo()}
      />
      {paused !== undefined && (
        <div className="mr-2 ml-1.5">
          <Switch label="Pause all rules" checked={paused} onChange={(next) => void store.setPaused(next)} />
        </div>
      )}
      <Button
        look="primary"
        icon={<Plus size={13} />}
        onClick={() => {
          store.tab.setState('rules', true);
          store.editor.create();
        }}
      >
        New rule
      </Button>
    </div>
  );
}
