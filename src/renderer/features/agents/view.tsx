import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Group, Panel, usePanelRef } from 'react-resizable-panels';
import { useStore } from 'zustand';
import type { Connection } from '../../../shared/link';
import type { Agent } from '../../../shared/vocabulary';
import { Alert } from '../../ui';
import { Drawer, type DrawerProps } from './details/drawer';
import { Questions } from './dialogs/questions';
import { AgentList } from './list/list';
import { useLook } from './look';
import { NoAgents, NothingShown } from './no-agents';
import { DragArea } from './panes/drag';
import { focusedAgent, visiblePanes } from './panes/layout';
import { Border, Panes } from './panes/tree';
import type { AgentsStore } from './store';
import type { RenderTerminal } from './terminal-slot';
import { useNarrowWindow } from './use-narrow-window';

export interface AgentsViewProps extends Pick<DrawerProps, 'home' | 'renderChanges' | 'onShowActivity'> {
  readonly store: AgentsStore;
  readonly connection: Connection;
  readonly renderTerminal: RenderTerminal;
}

/** The list of all agents, and panes that show some of them. */
export function AgentsView(props: AgentsViewProps) {
  const { store, home } = props;
  const { value: agents, error } = useStore(store.agents);
  useOpen(store);
  return (
    <section aria-label="Agents" className="flex min-h-0 flex-1 flex-col">
      {error !== undefined && (
        <div className="border-b border-line px-5 py-3">
          <Alert severity="error" announce title="This list no longer follows what happens">
            {error} Reload the page to begin anew.
          </Alert>
        </div>
      )}
      {agents ? (
        <Parts {...props} agents={agents} />
      ) : (
        error === undefined && <Reading>Looking for the agents that run…</Reading>
      )}
      {agents && <Questions {...{ store, agents, home }} />}
    </section>
  );
}

/** Commands that need the view know that it is there. */
function useOpen(store: AgentsStore): void {
  useEffect(() => {
    store.setOpen(true);
    return () => store.setOpen(false);
  }, [store]);
}

/** Who comes to the agents sees one, even if none was left open. All panes can be closed from then on. */
function useSomethingShown(store: AgentsStore, known: boolean): void {
  const done = useRef(false);
  useEffect(() => {
    if (!known || done.current) return;
    done.current = true;
    store.showAny();
  }, [store, known]);
}

type PartsProps = AgentsViewProps & { readonly agents: readonly Agent[] };

function Parts({ store, connection, agents, home, renderTerminal, renderChanges, onShowActivity }: PartsProps) {
  const layout = useStore(store.layout);
  const { narrow: wanted, drawer } = useStore(store.preferences);
  const listPanel = usePanelRef();
  const [usualWidth] = useState(() => store.preferences.getState().listWidth);
  const small = useNarrowWindow();
  const [unfolded, setUnfolded] = useState(false);
  const narrow = small ? !unfolded : wanted;
  useSomethingShown(store, agents.length > 0 && layout !== undefined);
  const current = agents.find(({ id }) => id === focusedAgent(layout ?? {}));
  useLook({ connection, ids: visiblePanes(layout ?? {}).map(({ agent }) => agent) });

  const list = (
    <AgentList
      {...{ store, agents, narrow }}
      onNarrow={(next) => (small ? setUnfolded(!next) : store.preferences.setState({ narrow: next }))}
    />
  );
  return (
    <DragArea store={store}>
      <div className="flex min-h-0 flex-1">
        {narrow && <div className="w-13 shrink-0 border-r border-line">{list}</div>}
        <Group
          orientation="horizontal"
          className="min-w-0 flex-1"
          onLayoutChanged={(_, { isUserInteraction }) => {
            const width = listPanel.current?.getSize().inPixels;
            if (isUserInteraction && width !== undefined) store.preferences.setState({ listWidth: Math.round(width) });
          }}
        >
          {!narrow && (
            <Panel
              id="list"
              panelRef={listPanel}
              defaultSize={usualWidth}
              minSize={190}
              maxSize={460}
              groupResizeBehavior="preserve-pixel-size"
            >
              {list}
            </Panel>
          )}
          {!narrow && <Border direction="row" label="Width of the list" />}
          <Panel id="panes" minSize={160}>
            {agents.length === 0 ? (
              <NoAgents store={store} />
            ) : !layout ? (
              <Reading>Arranging the panes…</Reading>
            ) : layout.root ? (
              <Panes {...{ store, layout, agents, renderTerminal }} />
            ) : (
              <NothingShown store={store} />
            )}
          </Panel>
          {current && drawer !== 'closed' && <Border direction="row" label="Width of the details" />}
          {current && drawer !== 'closed' && (
            <Panel id="drawer" defaultSize={drawer === 'details' ? 340 : '45%'} minSize={260} maxSize="70%">
              <Drawer
                {...{ store, home, renderChanges, onShowActivity }}
                agent={current}
                part={drawer}
                onPart={(part) => store.preferences.setState({ drawer: part })}
                onClose={() => store.preferences.setState({ drawer: 'closed' })}
              />
            </Panel>
          )}
        </Group>
      </div>
    </DragArea>
  );
}

function Reading({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex h-full flex-1">
      <p role="status" className="m-auto text-muted">
        {children}
      </p>
    </div>
  );
}
