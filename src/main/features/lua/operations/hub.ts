import { z } from 'zod';
import { fail, ok, type Result } from '../../../../shared/result';
import { type LuaProblem, type ProcessInfo, processForLua, type Settings } from '../../../../shared/vocabulary';
import type { Clock, Notifier } from '../../../ports';
import { type Caller, nothing, type Operations, operation } from './operation';

export interface HubForLua {
  readonly notifier: Notifier;
  processes(): readonly ProcessInfo[];
  settings(): Settings;
  pauseRules(paused: boolean): void;
}

/** What became of a reload. */
export interface Reloaded {
  readonly ran: readonly string[];
  readonly tookMs: number;
  readonly problems: readonly LuaProblem[];
}

/** Of one domain, in a minute: more help nobody, as when a filter of notifications tells one for each. */
const mostNotifications = 60;
const minuteMs = 60_000;

/** More would take long to copy. */
const mostProcesses = 2_000;

const Told = z.object({
  title: z.string().max(200),
  message: z.string().max(2_000).default(''),
  agent: z.string().default(''),
  silent: z.boolean().default(false),
});

export function hubOperations(
  hub: HubForLua,
  reload: (module: string) => Promise<Result<Reloaded, 'no-module'>>,
  clock: Clock,
): Operations {
  const notified = new Map<string, readonly number[]>();
  const mayNotify = ({ domain }: Caller) => {
    const now = clock.nowMs();
    const lately = (notified.get(domain) ?? []).filter((at) => at > now - minuteMs);
    const may = lately.length < mostNotifications;
    notified.set(domain, may ? [...lately, now] : lately);
    return may;
  };
  return {
    'hub.notify': operation([Told], async ([{ agent, ...told }], caller) => {
      if (!mayNotify(caller)) return fail('too-many', `more than ${mostNotifications} notifications in a minute`);
      const shown = await hub.notifier.show({ id: crypto.randomUUID(), about: { agent }, ...told });
      return shown.ok ? nothing : shown;
    }),
    'hub.processes': operation([], () => ok(hub.processes().slice(-mostProcesses).map(processForLua))),
    'hub.pause_rules': operation([z.boolean()], ([paused]) => {
      hub.pauseRules(paused);
      return nothing;
    }),
    'hub.reload_file': operation([z.string()], async ([module], { module: asking }) => {
      // Its coroutine would be gone with what it was before the answer comes.
      if (module === asking) return fail('itself', `${module} cannot reload itself and go on. Let another file do it.`);
      const done = await reload(module);
      if (!done.ok) return done;
      const problem = done.value.problems.find((each) => each.module === module || each.path === module);
      if (problem) return fail('refused', problem.message);
      return ok({ ran: [...done.value.ran], took_ms: done.value.tookMs });
    }),
    'config.get': operation([], () => ok(settingsForLua(hub.settings()))),
  };
}

/** What may interest Lua and holds no secret: environments of profiles may. */
function settingsForLua({ history, limits, agents }: Settings) {
  return {
    history: { enabled: history.enabled, keep_days: history.keepDays },
    limits: { ...limits },
    agents: {
      notify: [...agents.notify],
      scrollback: agents.scrollback,
      profiles: agents.profiles.map(({ id, name, command }) => ({ id, name, command: [...command] })),
    },
  };
}
