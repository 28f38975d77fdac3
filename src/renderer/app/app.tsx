import { useEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import type { LuaState } from '../../shared/contract';
import type { Connection } from '../../shared/link';
import type { WorkspaceStore } from '../client';
import { KeysInForce } from '../commands';
import type { ActivityStore } from '../features/activity';
import { type AgentsStore, wantingCount } from '../features/agents';
import type { HistoryStore } from '../features/history';
import { failedFiles, type LuaStore, useLuaNews } from '../features/lua';
import { OverlayLayer, type OverlaysStore } from '../features/overlays';
import { type RulesStore, useUnsavedWarning } from '../features/rules';
import { healthOf, type StatusStore } from '../features/status';
import { type LayoutParts, LayoutProvider, ViewHostProvider, type ViewsStore } from '../features/views';
import { Toasts, TooltipProvider } from '../ui';
import { useAgentRoute } from './agent-route';
import { ConnectionBanner, PausedBanner } from './banners';
import { ChosenView } from './chosen-view';
import { Finders, useCommands } from './finders';
import { Layout, useLayoutTree } from './layout';
import { listedIn } from './layout-tree';
import { type LazyTerminals, useTerminalsLoaded } from './lazy-terminals';
import { createMainElement, MainPlace } from './main-place';
import { useOpenedOnce } from './opened-once';
import { goTo, goToSubject, useAskedProcess, useView } from './route';
import { useRuleRoute } from './rule-route';
import { listedViews, shownView } from './shown-views';
import { Sidebar } from './sidebar';
import { ViewBoundary } from './view-boundary';
import { useViewHost } from './view-host';
import { Welcome } from './welcome';

export interface AppProps {
  readonly connection: Connection;
  readonly activity: ActivityStore;
  readonly agents: AgentsStore;
  readonly terminals: LazyTerminals;
  readonly workspace: WorkspaceStore;
  readonly history: HistoryStore;
  readonly rules: RulesStore;
  readonly lua: LuaStore;
  readonly views: ViewsStore;
  readonly status: StatusStore;
  readonly overlays: OverlaysStore;
}

export function App(props: AppProps) {
  const opened = useOpenedOnce(props.connection);
  return (
    <TooltipProvider delay={500}>
      {opened ? <Window {...props} /> : <Welcome connection={props.connection} />}
      <Toasts />
    </TooltipProvider>
  );
}

function Window(props: AppProps) {
  const { connection, agents, terminals, rules, lua, views } = props;
  const host = useViewHost({ connection, agents, rules, lua, views, terminals });
  return (
    <ViewHostProvider host={host}>
      <Frame {...props} luaViews={useStore(host.known)} />
    </ViewHostProvider>
  );
}

/** The parts of the window as the layout arranges them. */
function Frame({ luaViews, ...props }: AppProps & { readonly luaViews: LuaState['views'] }) {
  const { connection, activity, agents, terminals, workspace, rules, lua, status, overlays } = props;
  const view = useView();
  const hub = useStore(status).value;
  const ruleSet = useStore(rules.state).value;
  const layout = useLayoutTree();
  const listed = useMemo(() => listedViews(layout ? listedIn(layout) : [], luaViews), [layout, luaViews]);
  const commands = useCommands({ agents, terminals, workspace, lua, luaViews, listed });
  useTerminalsLoaded();
  useAskedProcess(activity.select);
  const wanting = useStore(agents.agents, ({ value }) => wantingCount(value ?? []));
  useTitle(hub?.runs.running ?? 0, wanting);
  useRuleRoute(rules);
  useAgentRoute(agents);
  useUnsavedWarning(rules);
  useLuaNews(lua, showLua);
  const [main] = useState(createMainElement);
  const shown = useMemo(() => shownView(view, luaViews), [view, luaViews]);
  const failed = useStore(lua.state, failedFiles);
  const parts: LayoutParts = {
    renderSidebar: (names) => (
      <Sidebar
        view={view}
        views={listedViews(names, luaViews)}
        running={hub?.runs.running ?? 0}
        problems={ruleSet?.problems.length ?? 0}
        {...{ wanting, failed }}
        health={hub && healthOf(hub)}
        onHelp={() => commands.open('help')}
      />
    ),
    renderMain: () => <MainPlace main={main} />,
  };

  return (
    <KeysInForce value={commands.bindings}>
      <div className="flex h-full">
        {layout && (
          <LayoutProvider value={parts}>
            <Layout tree={layout} />
          </LayoutProvider>
        )}
        {createPortal(
          <>
            <ConnectionBanner connection={connection} />
            {ruleSet?.paused && <PausedBanner onResume={() => void rules.setPaused(false)} />}
            <ViewBoundary key={`${view} ${shown.lua}`}>
              <ChosenView {...props} {...{ shown, hub, ruleSet, commands }} />
            </ViewBoundary>
          </>,
          main,
        )}
        {hub?.host === 'node' && <OverlayLayer store={overlays} onShow={goToSubject} />}
        <Finders {...commands} client={connection.client} agents={agents} terminals={terminals} />
      </div>
    </KeysInForce>
  );
}

const showLua = () => goTo('lua');

function useTitle(running: number, wanting: number): void {
  useEffect(() => {
    const marks = [wanting > 0 && `${wanting} waiting for you`, running > 0 && `${running} running`].filter(Boolean);
    document.title = marks.length > 0 ? `VibeRot — ${marks.join(', ')}` : 'VibeRot';
  }, [running, wanting]);
}
