import type { StoreApi } from 'zustand/vanilla';
import type { Client } from '../../shared/contract';
import {
  type ActivityRow,
  agentForLua,
  fileForLua,
  type LuaRecord,
  rowForLua,
  ruleForLua,
  type StoreName,
} from '../../shared/vocabulary';
import { followRows } from '../features/activity';
import type { AgentsStore } from '../features/agents';
import type { LuaStore } from '../features/lua';
import type { RulesStore } from '../features/rules';
import type { EntityStore } from '../features/views';

export interface EntitySources {
  readonly client: Client;
  readonly agents: AgentsStore;
  readonly rules: RulesStore;
  readonly lua: LuaStore;
}

/** What views of Lua can bind to, under the names that Lua has for the fields. */
export function createEntityStores({ client, agents, rules, lua }: EntitySources): {
  readonly [Store in StoreName]: EntityStore;
} {
  return {
    agents: derived(agents.agents, ({ value }) => value ?? none, each(agentForLua)),
    processes: processesOf(client),
    rules: derived(
      rules.state,
      ({ value }) => value,
      (state) =>
        state?.rules.map((rule) => ruleForLua(rule, state.paused || state.pausedRules.includes(rule.id))) ?? [],
    ),
    lua_files: derived(lua.state, ({ value }) => value?.files ?? none, each(fileForLua)),
  };
}

const none: readonly never[] = [];

/** The records of a part of a store, made anew only when that part is another. */
function derived<State, Part>(
  store: Pick<StoreApi<State>, 'getState' | 'subscribe'>,
  partOf: (state: State) => Part,
  recordsOf: (part: Part) => readonly LuaRecord[],
): EntityStore {
  let known: { readonly part: Part; readonly records: readonly LuaRecord[] } | undefined;
  return {
    subscribe: store.subscribe,
    get() {
      const part = partOf(store.getState());
      if (!known || known.part !== part) known = { part, records: recordsOf(part) };
      return known.records;
    },
  };
}

/** What has not changed keeps its record. */
function each<T extends object>(recordOf: (entity: T) => LuaRecord): (entities: readonly T[]) => readonly LuaRecord[] {
  const records = new WeakMap<T, LuaRecord>();
  return (entities) =>
    entities.map((entity) => {
      const record = records.get(entity) ?? recordOf(entity);
      records.set(entity, record);
      return record;
    });
}

/** The newest first. They are read only while some view shows them: a busy machine has many. */
function processesOf(client: Client): EntityStore {
  const recordsOf = each<ActivityRow>(rowForLua);
  const listeners = new Set<() => void>();
  let records: readonly LuaRecord[] = [];
  let stop: (() => void) | undefined;
  return {
    get: () => records,
    subscribe(listener) {
      listeners.add(listener);
      stop ??= followRows(client, (rows) => {
        records = recordsOf(rows);
        for (const tell of listeners) tell();
      });
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
        records = [];
      };
    },
  };
}
