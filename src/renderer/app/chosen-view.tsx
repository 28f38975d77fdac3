import { useCallback } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { RulesState } from '../../shared/contract';
import type { HubStatus } from '../../shared/vocabulary';
import { AgentsView } from '../features/agents';
import { OrphanList, orphansOf } from '../features/diff';
import { actionNames, LuaView } from '../features/lua';
import { type CommandSeen, RulesView } from '../features/rules';
import { SettingsView } from '../features/settings';
import { StatusView } from '../features/status';
import { ViewPage } from '../features/views';
import { homeOf, shortPath } from '../text';
import { ActivityPage } from './activity-page';
import { renderChanges } from './agent-changes';
import type { AppProps } from './app';
import type { Commands } from './finders';
import { recentCommands } from './recent-commands';
import { goTo, goToPart } from './route';
import type { ShownView } from './shown-views';

export interface ChosenViewProps extends AppProps {
  readonly shown: ShownView;
  readonly hub: HubStatus | undefined;
  readonly ruleSet: RulesState | undefined;
  readonly commands: Commands;
}

/** The view that the address names. */
export function ChosenView(props: ChosenViewProps) {
  const { shown, connection, activity, agents, terminals, workspace, history, rules, lua, status } = props;
  const { hub, ruleSet, commands } = props;
  const home = hub && homeOf(hub.paths.home);
  const recent = useCallback(() => recentCommands(activity.state.getState().rows), [activity]);
  const luaActions = useStore(lua.state, useShallow(actionNames));
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

  if (shown.lua !== undefined) return <ViewPage name={shown.lua} />;
  switch (shown.view) {
    case 'activity':
      return (
        <ActivityPage
          activity={activity}
          history={history}
          hub={hub}
          rules={ruleSet}
          home={home}
          onCreateRule={createRule}
        />
      );
    case 'rules':
      return <RulesView store={rules} home={home} recent={recent} luaActions={luaActions} />;
    case 'agents':
      return (
        <AgentsView
          store={agents}
          connection={connection}
          home={home}
          renderTerminal={terminals.render}
          renderChanges={renderChanges}
          onShowActivity={showActivity}
        />
      );
    case 'lua':
      return <LuaView store={lua} home={home} />;
    case 'status':
      return <StatusView store={status} home={home} />;
    case 'settings':
      return (
        <SettingsView
          client={connection.client}
          workspace={workspace}
          commands={commands.commands}
          bindings={commands.bindings}
          shortPath={(path) => shortPath(path, home)}
          worktrees={<OrphanList {...orphansOf(connection.client)} />}
        />
      );
    default:
      // Every other view is Lua's.
      return null;
  }
}
