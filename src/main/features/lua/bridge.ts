import { z } from 'zod';
import type { Event, Observable } from '../../../shared/event';
import { ok } from '../../../shared/result';
import type { Scope } from '../../../shared/scope';
import {
  type Agent,
  agentForLua,
  type Decision,
  exitForLua,
  type Fact,
  isAlive,
  present,
  processForLua,
} from '../../../shared/vocabulary';
import type { Notifier } from '../../ports';
import { matchForLua } from './data';
import type { Lua } from './service';

type Interceptors = Pick<Lua, 'intercepts' | 'intercept'>;

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

export interface TellingAgents {
  readonly state: Observable<readonly Agent[]>;
  /** Where the shell in an agent's terminal is. */
  readonly prompts: Event<{
    readonly agent: Agent;
    readonly mark: string;
    readonly exitCode?: number | undefined;
  }>;
}

/** Tells Lua what agents do. */
export function tellAgents(lua: Pick<Lua, 'tell'>, { state, prompts }: TellingAgents, scope: Scope): void {
  scope.defer(
    prompts.on(({ agent, mark, exitCode }) =>
      lua.tell('pty_prompt', () => [agentForLua(agent), present({ mark, exit_code: exitCode })]),
    ),
  );
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
  if (before && before.cwd !== agent.cwd) lua.tell('pty_cwd_changed', () => [shown(), agent.cwd]);
  if (before && before.title !== agent.title) lua.tell('pty_title_changed', () => [shown(), agent.title ?? '']);
  if (before && isAlive(before) && !isAlive(agent)) lua.tell('agent_exited', () => [shown()]);
}
