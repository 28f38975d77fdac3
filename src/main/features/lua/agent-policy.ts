import { z } from 'zod';
import { SpawnRequest } from '../../../shared/contract';
import type { Observable } from '../../../shared/event';
import { fail, ok, type Result } from '../../../shared/result';
import {
  type Agent,
  type AgentStatus,
  agentForLua,
  type Exit,
  type LuaValue,
  present,
  type Settings,
  stateOf,
  stateWords,
  wantsPerson,
} from '../../../shared/vocabulary';
import type { Clock, Log, Notifier } from '../../ports';
import type { TrustedState } from './screens';
import type { Lua } from './service';

export interface AgentPolicyOptions {
  readonly lua: Pick<Lua, 'intercepts' | 'intercept' | 'tell' | 'screens'>;
  readonly notifier: Notifier;
  readonly settings: Observable<Settings>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A day is as good as never. */
const longestPauseMs = 86_400_000;
const Sequel = z.object({
  restart_after_ms: z.number().min(0).max(longestPauseMs).optional(),
  status_text: z.string().max(500).optional(),
  memory: z.unknown().optional(),
});

/** After so long nobody waits for what a file says about the end of a run, or for the worker that would say it. */
const patienceMs = 10_000;

/** A worker that is stuck is ended within this time: what it was told since, it may not have heard. */
const heardMs = 3_000;

interface Attention {
  readonly agent: Agent;
  readonly before: AgentStatus;
  readonly lookedAt: boolean;
  readonly news: boolean;
}

/** What Lua decides about agents, and what is done where it does not answer. */
export function agentPolicy({ lua, notifier, settings, clock, log }: AgentPolicyOptions) {
  const { trusted } = lua.screens;
  let told: readonly { readonly attention: Attention; readonly at: number }[] = [];

  /** Who decides about it is not there: nobody is to wait in vain for a person. */
  function standIn({ agent, lookedAt, news }: Attention): void {
    if (!news || lookedAt || !wantsPerson(agent.status)) return;
    if (!settings.value.agents.notify.includes(agent.status)) return;
    void notifier.show({
      ...{ id: crypto.randomUUID(), about: { agent: agent.id }, silent: false },
      ...{ title: agent.name, message: agent.statusText || stateWords[stateOf(agent)] },
    });
  }

  trusted.on((state) => {
    if (state === 'running') return;
    const unheard = told.filter(({ at }) => at > clock.nowMs() - heardMs);
    told = [];
    for (const { attention } of unheard) standIn(attention);
  });

  return {
    rules: lua.screens.rules,
    lines: lua.screens.lines,

    async before(request: SpawnRequest): Promise<Result<SpawnRequest, 'cannot-start'>> {
      await settled(trusted, clock);
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
      await settled(trusted, clock);
      if (!lua.intercepts('filter_agent_env')) return env;
      const made = await lua.intercept('filter_agent_env', env);
      const parsed = z.record(z.string(), z.string()).safeParse(made?.value);
      if (parsed.success) return parsed.data;
      log.warn('What filter_agent_env has made of an environment was none; it was left as it was');
      return env;
    },

    attention(attention: Attention): void {
      const { agent, before, lookedAt, news } = attention;
      lua.tell('agent_attention', () => [agentForLua(agent), { before, looked_at: lookedAt, news }]);
      const now = clock.nowMs();
      if (trusted.value !== 'running') standIn(attention);
      else told = [...told.filter(({ at }) => at > now - heardMs), { attention, at: now }];
    },

    async sequel({ agent, ranMs, memory }: { agent: Agent; exit: Exit; ranMs: number; memory: unknown }) {
      await settled(trusted, clock);
      if (!lua.intercepts('agent_sequel')) return {};
      // What it had to remember was plain data of Lua's.
      const asked = present({ agent: agentForLua(agent), ran_ms: ranMs, memory: memory as LuaValue });
      const made = await within(lua.intercept('agent_sequel', asked), clock);
      const said = Sequel.safeParse(made?.value ?? {});
      if (!said.success) {
        log.warn('What agent_sequel says cannot be carried out', { problem: z.prettifyError(said.error) });
        return {};
      }
      const { restart_after_ms: againAfterMs, status_text: text, memory: remembered } = said.data;
      return { againAfterMs, text, memory: remembered };
    },
  };
}

/** What decides is there, or nobody knows when. */
async function settled(trusted: Observable<TrustedState>, clock: Clock): Promise<void> {
  if (trusted.value !== 'starting') return;
  let stop = () => {};
  const known = new Promise<void>((resolve) => {
    stop = trusted.on((state) => state !== 'starting' && resolve());
  });
  await within(known, clock);
  stop();
}

function within<T>(result: Promise<T>, clock: Clock): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = clock.after(patienceMs, () => resolve(undefined));
    void result.then((value) => {
      cancel();
      resolve(value);
    });
  });
}

/** An empty table of Lua may be a list or a record; here it is known to be a record. */
function withRecords(value: LuaValue, name: string): unknown {
  if (typeof value !== 'object' || value === null || !(name in value)) return value;
  const record = (value as { readonly [key: string]: LuaValue })[name];
  return Array.isArray(record) && record.length === 0 ? { ...value, [name]: {} } : value;
}
