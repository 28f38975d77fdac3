import { z } from 'zod';
import { SpawnRequest } from '../../../shared/contract';
import type { Observable } from '../../../shared/event';
import { fail, ok, type Result } from '../../../shared/result';
import type { Scope } from '../../../shared/scope';
import { type Agent, type Decision, type Fact, isAlive, type LuaValue } from '../../../shared/vocabulary';
import type { Log, Notifier } from '../../ports';
import { agentForLua, exitForLua, matchForLua, present, processForLua } from './data';
import type { Lua } from './service';

type Interceptors = Pick<Lua, 'intercepts' | 'intercept'>;

/** What Lua has to say when agents are started. */
export function agentPolicy(lua: Interceptors, log: Log) {
  return {
    async before(request: SpawnRequest): Promise<Result<SpawnRequest, 'cannot-start'>> {
      if (!lua.intercepts('before_agent_create')) return ok(request);
      const asked = present({
        ...request,
        worktree: request.worktree && present(request.worktree),
        size: request.size,
      });
      const made = await lua.intercept('before_agent_create', asked);
      if (!made) return fail('cannot-start', 'A Lua file has refused it (before_agent_create).');
      const parsed = SpawnRequest.safeParse(withRecords(made.value, 'env'));
      if (parsed.success) return ok(parsed.data);
      log.warn('What before_agent_create has made of a request was no request; it was left as it was', {
        problem: z.prettifyError(parsed.error),
      });
      return ok(request);
    },
    async environment(env: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
      if (!lua.intercepts('filter_agent_env')) return env;
      const made = await lua.intercept('filter_agent_env', env);
      const parsed = z.record(z.string(), z.string()).safeParse(made?.value);
      if (parsed.success) return parsed.data;
      log.warn('What filter_agent_env has made of an environment was none; it was left as it was');
      return env;
    },
  };
}

const Told = z.object({ title: z.string(), message: z.string(), silent: z.boolean() });

/** A notifier whose notifications Lua can change or keep back. */
export function notifierWith(lua: Interceptors, notifier: Notifier): Notifier {
  return {
    async show(notification, onProgram) {
      if (!lua.intercepts('filter_notification')) return notifier.show(notification, onProgram);
      const { title, message, silent, about } = notification;
      const agent = 'agent' in about && about.agent !== '' ? about.agent : undefined;
      const process = 'process' in about ? about.process : undefined;
      const made = await lua.intercept('filter_notification', present({ title, message, silent, agent, process }));
      if (!made) return ok(undefined);
      const changed = Told.safeParse(made.value);
      return notifier.show(changed.success ? { ...notification, ...changed.data } : notification, onProgram);
    },
  };
}

/** Tells Lua what agents do. */
export function tellAgents(lua: Pick<Lua, 'tell'>, state: Observable<readonly Agent[]>, scope: Scope): void {
  let before = new Map(state.value.map((agent) => [agent.id, agent]));
  scope.defer(
    state.on((agents) => {
      const last = before;
      before = new Map(agents.map((agent) => [agent.id, agent]));
      for (const agent of agents) tellChanges(lua, last.get(agent.id), agent);
      for (const agent of last.values()) {
        if (!before.has(agent.id)) lua.tell('agent_removed', () => [agentForLua(agent)]);
      }
    }),
  );
}

/** Tells Lua of processes. */
export function tellFact(lua: Pick<Lua, 'tell'>, fact: Fact): void {
  if (fact.type === 'process.started' && !fact.existing)
    lua.tell('process_started', () => [processForLua(fact.process)]);
  if (fact.type === 'process.exited')
    lua.tell('process_exited', () => [{ pid: fact.pid, key: fact.key, exit: exitForLua(fact.exit) }]);
}

/** Tells Lua of what rules do. */
export function tellDecision(lua: Pick<Lua, 'tell'>, decision: Decision): void {
  if (decision.type === 'rule.matched') lua.tell('rule_matched', () => [matchForLua(decision)]);
}

function tellChanges(lua: Pick<Lua, 'tell'>, before: Agent | undefined, agent: Agent): void {
  const shown = () => agentForLua(agent);
  if (!before) lua.tell('agent_created', () => [shown()]);
  else if (before.status !== agent.status) lua.tell('agent_lifecycle', () => [shown(), before.status]);
  if (before && before.title !== agent.title) lua.tell('pty_title_changed', () => [shown(), agent.title ?? '']);
  if (before && isAlive(before) && !isAlive(agent)) lua.tell('agent_exited', () => [shown()]);
}

/** An empty table of Lua may be a list or a record; here it is known to be a record. */
function withRecords(value: LuaValue, name: string): unknown {
  if (typeof value !== 'object' || value === null || !(name in value)) return value;
  const record = (value as { readonly [key: string]: LuaValue })[name];
  return Array.isArray(record) && record.length === 0 ? { ...value, [name]: {} } : value;
}
