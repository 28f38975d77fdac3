import { useMemo } from 'react';
import { createStore } from 'zustand/vanilla';
import type { LuaState } from '../../shared/contract';
import type { Connection } from '../../shared/link';
import type { LuaProblem } from '../../shared/vocabulary';
import type { AgentsStore } from '../features/agents';
import { bareMessage, type LuaStore, ProblemBox, problemPlace } from '../features/lua';
import type { RulesStore } from '../features/rules';
import type { ViewHost, ViewsStore } from '../features/views';
import { AgentTerminal } from './agent-terminal';
import { createEntityStores } from './entity-stores';
import type { LazyTerminals } from './lazy-terminals';
import { ListedAgents } from './listed-agents';

export interface ViewHostSources {
  readonly connection: Connection;
  readonly agents: AgentsStore;
  readonly rules: RulesStore;
  readonly lua: LuaStore;
  readonly views: ViewsStore;
  readonly terminals: LazyTerminals;
}

/** What the views of Lua are drawn with. */
export function useViewHost({ connection, agents, rules, lua, views, terminals }: ViewHostSources): ViewHost {
  return useMemo(() => {
    const folder = () => lua.state.getState().value?.folder ?? '';
    return {
      store: views,
      entities: createEntityStores({ client: connection.client, agents, rules, lua }),
      known: knownViews(lua),
      renderAgents: (props) => <ListedAgents {...props} store={agents} />,
      renderTerminal: (agent) => <AgentTerminal {...{ agent, agents, terminals, connection }} />,
      renderProblem: (problem, inForce) => (
        <ProblemBox problem={problem} folder={folder()}>
          {problem.module === undefined ? inForce : `In ${problem.module}. ${inForce}`}
        </ProblemBox>
      ),
    };
  }, [connection, agents, rules, lua, views, terminals]);
}

/** Other views only when they are others. */
function knownViews({ state }: LuaStore) {
  const none: LuaState['views'] = [];
  const known = createStore(() => state.getState().value?.views ?? none);
  state.subscribe(({ value: { views = none } = {} }) => {
    if (JSON.stringify(views) !== JSON.stringify(known.getState())) known.setState(views, true);
  });
  return known;
}

/** A problem of Lua as a sentence, with its place before it. */
export function problemText(problem: LuaProblem): string {
  return [problemPlace(problem), bareMessage(problem)].filter((part) => part !== '').join(': ');
}
