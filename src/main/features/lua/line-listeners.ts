import { type Agent, agentForLua, type LuaValue, type Registration } from '../../../shared/vocabulary';
import type { Matcher, Patterns } from './pattern';

/** Who in Lua wants to know of lines that agents write (`hub.on_match`). */
export interface LineListeners {
  /** Whether somebody listens to one of these, or to all. */
  want(names: readonly string[]): boolean;
  /** Calls those whose pattern a line fits. */
  take(agent: Agent, names: readonly string[], lines: readonly string[]): void;
  /** What a domain has registered now. */
  follow(domain: string, registrations: readonly Registration[]): void;
  /** Only these domains are there. */
  keep(domains: ReadonlySet<string>): void;
}

interface Listener {
  readonly of: string;
  readonly domain: string;
  readonly handler: string;
  readonly matches: Matcher;
}

const everybody = '*';
/** Of one look at a screen, for one handler: the last ones. */
const mostHits = 20;
const longestLine = 500;

export function createLineListeners(
  patterns: Patterns,
  call: (domain: string, handler: string, args: readonly LuaValue[]) => void,
): LineListeners {
  const byDomain = new Map<string, readonly Listener[]>();
  let all: readonly Listener[] = [];

  function of(names: readonly string[]): Listener[] {
    return all.filter((listener) => listener.of === everybody || names.includes(listener.of));
  }

  return {
    want: (names) => all.length > 0 && of(names).length > 0,
    take(agent, names, lines) {
      if (lines.length === 0) return;
      const shortened = lines.map((line) => line.slice(0, longestLine));
      for (const { domain, handler, matches } of of(names)) {
        for (const line of shortened.filter(matches).slice(-mostHits))
          call(domain, handler, [agentForLua(agent), line]);
      }
    },
    follow(domain, registrations) {
      const before = byDomain.get(domain) ?? [];
      const now = registrations.filter(({ kind, enabled }) => kind === 'match' && enabled);
      if (now.length === 0 && before.length === 0) return;
      byDomain.set(
        domain,
        now.flatMap(({ name: of, handler, about, module }) => {
          const matches = patterns(module, String(about.pattern));
          return matches ? [{ of, domain, handler, matches }] : [];
        }),
      );
      all = [...byDomain.values()].flat();
    },
    keep(domains) {
      for (const domain of byDomain.keys()) if (!domains.has(domain)) byDomain.delete(domain);
      all = [...byDomain.values()].flat();
    },
  };
}
