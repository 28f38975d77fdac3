import { useCallback, useEffect } from 'react';
import { useStore } from 'zustand';
import type { Connection } from '../../shared/link';
import type { WorkspaceStore } from '../client';
import type { ActivityStore } from '../features/activity';
import { type AgentsStore, AgentsView, wantingCount } from '../features/agents';
import { OrphanList, orphansOf } from '../features/diff';
import type { HistoryStore } from '../features/history';
import { failedFiles, type LuaStore, LuaView, useLuaNews } from '../features/lua';
import { OverlayLayer, type OverlaysStore } from '../features/overlays';
import { type CommandSeen, type RulesStore, RulesView, useUnsavedWarning } from '../features/rules';
import { SettingsView } from '../features/settings';
import { healthOf, type StatusStore, StatusView } from '../features/status';
import { homeOf, shortPath } from '../text';
import { Toasts, TooltipProvider } from '../ui';
import { ActivityPage } from './activity-page';
import { renderChanges } from './agent-changes';
import { useAgentRoute } from './agent-route';
import { ConnectionBanner, PausedBanner } from './banners';
import { Finders, useCommands } from './finders';
import { type LazyTerminals, useTerminalsLoaded } from './lazy-terminals';
import { useOpenedOnce } from './opened-once';
import { recentCommands } from './recent-commands';
import { goTo, goToPart, goToSubject, useAskedProcess, useView } from './route';
import { useRuleRoute } from './rule-route';
import { Sidebar } from './sidebar';
import { ViewBoundary } from './view-boundary';
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

function Window({
  connection,
  activity,
  agents,
  terminals,
  workspace,
  history,
  rules,
  lua,
  status,
  overlays,
}: AppProps) {
  const view = useView();
  const hub = useStore(status).value;
  const ruleSet = useStore(rules.state).value;
  const home = hub && homeOf(hub.paths.home);
  const commands = useCommands({ agents, terminals, workspace, lua });
  useTerminalsLoaded();
  useAskedProcess(activity.select);
  const wanting = useStore(agents.agents, ({ value }) => wantingCount(value ?? []));
  useTitle(hub?.runs.running ?? 0, wanting);
  useRuleRoute(rules);
  useAgentRoute(agents);
  useUnsavedWarning(rules);
  useLuaNews(lua, showLua);
  const recent = useCallback(() => recentCommands(activity.state.getState().rows), [activity]);
  const showActivity = useCallback(
    ({ name }: { readonly name: string }) => {
      activity.setScope('all');
      activity.setSearch(name);
      goToPart('live');
    },
    [activity],
  );
  const createRule = useCallback(
    (command: CommandSeen) => {
      rules.createFrom(command);
      goTo('rules');
    },
    [rules],
  );

  return (
    <div className="flex h-full">
      <Sidebar
        view={view}
        running={hub?.runs.running ?? 0}
        problems={ruleSet?.problems.length ?? 0}
        wanting={wanting}
        failed={useStore(lua.state, failedFiles)}
        health={hub && healthOf(hub)}
        onHelp={() => commands.open('help')}
      />
      <main className="flex min-w-0 flex-1 flex-col">
        <ConnectionBanner connection={connection} />
        {ruleSet?.paused && <PausedBanner onResume={() => void rules.setPaused(false)} />}
        <ViewBoundary key={view}>
          {view === 'activity' && (
            <ActivityPage
              activity={activity}
              history={history}
              hub={hub}
              rules={ruleSet}
              home={home}
              onCreateRule={createRule}
            />
          )}
          {view === 'rules' && <RulesView store={rules} home={home} recent={recent} />}
          {view === 'agents' && (
            <AgentsView
              store={agents}
              connection={connection}
              home={home}
              renderTerminal={terminals.render}
              renderChanges={renderChanges}
              onShowActivity={showActivity}
            />
          )}
          {view === 'lua' && <LuaView store={lua} home={home} />}
          {view === 'status' && <StatusView store={status} home={home} />}
          {view === 'settings' && (
            <SettingsView
              client={connection.client}
              workspace={workspace}
              commands={commands.commands}
              shortPath={(path) => shortPath(path, home)}
              worktrees={<OrphanList {...orphansOf(connection.client)} />}
            />
          )}
        </ViewBoundary>
      </main>
      {hub?.host === 'node' && <OverlayLayer store={overlays} onShow={goToSubject} />}
      <Finders {...commands} client={connection.client} agents={agents} terminals={terminals} />
    </div>
  );
}

const showLua = () => goTo('lua');

function useTitle(running: number, wanting: number): void {
  useEffect(() => {
    const marks = [wanting > 0 && `${wanting} waiting for you`, running > 0 && `${running} running`].filter(Boolean);
    document.title = marks.length > 0 ? `VibeRot — ${marks.join(', ')}` : 'VibeRot';
  }, [running, wanting]);
}
