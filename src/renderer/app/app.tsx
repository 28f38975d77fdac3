import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Connection } from '../../shared/link';
import { useObservable } from '../client';
import type { ActivityStore } from '../features/activity';
import type { HistoryStore } from '../features/history';
import { OverlayLayer, type OverlaysStore } from '../features/overlays';
import { type CommandSeen, type RulesStore, RulesView, useUnsavedWarning } from '../features/rules';
import { healthOf, type StatusStore, StatusView } from '../features/status';
import { homeOf } from '../text';
import { Toasts, TooltipProvider } from '../ui';
import { ActivityPage } from './activity-page';
import { ConnectionBanner, PausedBanner } from './banners';
import { LazyTerminals, useTerminalsLoaded } from './lazy-terminals';
import { recentCommands } from './recent-commands';
import { goTo, goToProcess, useAskedProcess, useView } from './route';
import { useRuleRoute } from './rule-route';
import { ShortcutList } from './shortcut-list';
import { useShortcuts } from './shortcuts';
import { Sidebar } from './sidebar';
import { ViewBoundary } from './view-boundary';
import { Welcome } from './welcome';

export interface AppProps {
  readonly connection: Connection;
  readonly activity: ActivityStore;
  readonly history: HistoryStore;
  readonly rules: RulesStore;
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

/** After the first connection, breaks are told by a banner above what was there. */
function useOpenedOnce(connection: Connection): boolean {
  const state = useObservable(connection.state);
  const [opened, setOpened] = useState(false);
  if (state === 'open' && !opened) setOpened(true);
  return opened;
}

function Window({ connection, activity, history, rules, status, overlays }: AppProps) {
  const view = useView();
  const hub = useStore(status).value;
  const ruleSet = useStore(rules.state).value;
  const home = hub && homeOf(hub.paths.home);
  const [helpOpen, setHelpOpen] = useState(false);
  const openHelp = useCallback(() => setHelpOpen(true), []);
  useShortcuts(openHelp, helpOpen);
  useTerminalsLoaded();
  useAskedProcess(activity.select);
  useTitle(hub?.runs.running ?? 0);
  useRuleRoute(rules);
  useUnsavedWarning(rules);
  const recent = useCallback(() => recentCommands(activity.state.getState().rows), [activity]);
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
        health={hub && healthOf(hub)}
        onHelp={openHelp}
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
          {view === 'terminal' && <LazyTerminals connection={connection} />}
          {view === 'status' && <StatusView store={status} home={home} />}
        </ViewBoundary>
      </main>
      {hub?.host === 'node' && <OverlayLayer store={overlays} onShowProcess={goToProcess} />}
      <ShortcutList open={helpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

function useTitle(running: number): void {
  useEffect(() => {
    document.title = running > 0 ? `VibeRot — ${running} running` : 'VibeRot';
  }, [running]);
}
