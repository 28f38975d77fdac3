import type { ActivityPatch, LuaState } from '../../../../shared/contract';
import { type Connection, follow } from '../../../../shared/link';
import type { Scope } from '../../../../shared/scope';
import {
  type ActivityRow,
  type Agent,
  agentForLua,
  type Entities,
  fileForLua,
  type LuaRecord,
  type Profile,
  rowForLua,
  ruleForLua,
} from '../../../../shared/vocabulary';

/** What is known of the hub, kept up to date. */
export interface Data {
  readonly entities: Entities;
  readonly agents: readonly Agent[];
  /** How agents can be started. */
  readonly profiles: readonly Profile[];
  /** Undefined until it is known. */
  readonly lua: LuaState | undefined;
}

const endedAtMost = 500;

/**
 * Reads the hub's streams; processes and rules only once something asks for them.
 * @param changed something is new @param luaChanged what Lua has registered may be
 */
export function createData(
  { client }: Connection,
  scope: Scope,
  { changed, luaChanged }: { readonly changed: () => void; readonly luaChanged: () => void },
): Data {
  let agents: readonly Agent[] = [];
  let profiles: readonly Profile[] = [];
  let lua: LuaState | undefined;
  const records: { agents: readonly LuaRecord[]; lua_files: readonly LuaRecord[] } = { agents: [], lua_files: [] };
  const rules = onDemand(watchRules);
  const processes = onDemand(watchProcesses);

  void read(
    () => client.agents.watch(undefined, scope),
    (next) => {
      agents = next;
      records.agents = next.map(agentForLua);
    },
  );
  void read(
    () => client.lua.watch(undefined, scope),
    (next) => {
      lua = next;
      records.lua_files = next.files.map(fileForLua);
      luaChanged();
    },
  );

  void client.agents.profiles().then(
    (all) => {
      profiles = all;
    },
    // Without a hub there are none to be started.
    () => {},
  );

  async function read<T>(
    open: (last: T | undefined) => Promise<AsyncIterable<T>>,
    take: (item: T) => void,
  ): Promise<void> {
    for await (const item of follow(open, scope.signal)) {
      take(item);
      changed();
    }
  }

  /** Entities that are read from when they are asked for. */
  function onDemand(start: (set: (records: readonly LuaRecord[]) => void) => void): () => readonly LuaRecord[] {
    let known: readonly LuaRecord[] | undefined;
    return () => {
      if (known) return known;
      known = [];
      start((next) => {
        known = next;
      });
      return known;
    };
  }

  function watchRules(set: (records: readonly LuaRecord[]) => void): void {
    void read(
      () => client.rules.watch(undefined, scope),
      ({ rules: all, paused, pausedRules }) =>
        set(all.map((rule) => ruleForLua(rule, paused || pausedRules.includes(rule.id)))),
    );
  }

  function watchProcesses(set: (records: readonly LuaRecord[]) => void): void {
    const rows = new Map<string, LuaRecord>();
    void read<ActivityPatch>(
      (last) => client.activity.watch({ filter: { scope: 'all', search: '' }, ...(last && { after: last.at }) }, scope),
      ({ reset, rows: next, removed }) => {
        if (reset) rows.clear();
        for (const key of removed) rows.delete(key);
        for (const row of next) rows.set(row.key, recordOf(row));
        const all = [...rows.values()];
        const ended = all.filter(({ ended_at }) => ended_at !== undefined);
        const tooOld = new Set(ended.slice(0, Math.max(0, ended.length - endedAtMost)));
        set(tooOld.size === 0 ? all : all.filter((record) => !tooOld.has(record)));
      },
    );
  }

  return {
    entities: {
      get agents() {
        return records.agents;
      },
      get lua_files() {
        return records.lua_files;
      },
      get rules() {
        return rules();
      },
      get processes() {
        return processes();
      },
    },
    get agents() {
      return agents;
    },
    get profiles() {
      return profiles;
    },
    get lua() {
      return lua;
    },
  };
}

const recordOf = (row: ActivityRow): LuaRecord => rowForLua(row);
