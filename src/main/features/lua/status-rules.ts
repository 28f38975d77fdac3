import { z } from 'zod';
import { createEmitter, type Event } from '../../../shared/event';
import { type Registration, StatusRule, type StatusRules, screenRuleLines } from '../../../shared/vocabulary';
import { matcherOf, type Patterns } from './pattern';

/** The rules for screens and titles that Lua has registered, by the tool or the profile that they are for. */
export interface LuaStatusRules {
  /** Those of the first name first. Undefined until Lua was loaded. */
  of(names: readonly string[]): StatusRules | undefined;
  readonly changed: Event<void>;
  /** What a domain has registered now. */
  follow(domain: string, registrations: readonly Registration[]): void;
  /** Only these domains are there. */
  keep(domains: ReadonlySet<string>): void;
  /** All files were loaded. */
  loaded(): void;
}

export function createStatusRules(patterns: Patterns): LuaStatusRules {
  const changed = createEmitter<void>();
  const registered = new Map<string, readonly Registration[]>();
  let byNames = new Map<string, StatusRules>();
  let isLoaded = false;

  function renew(): void {
    byNames = new Map();
    if (isLoaded) changed.emit();
  }

  return {
    changed,
    of(names) {
      if (!isLoaded) return undefined;
      const key = names.join('\0');
      const known = byNames.get(key);
      if (known) return known;
      const made = rulesFor(names, [...registered.values()].flat(), patterns);
      byNames.set(key, made);
      return made;
    },
    follow(domain, all) {
      const now = all.filter(({ kind, enabled }) => kind === 'status' && enabled);
      const before = registered.get(domain) ?? [];
      if (now.length === before.length && now.every((one, index) => isSame(one, before[index]))) return;
      registered.set(domain, now);
      renew();
    },
    keep(domains) {
      const gone = [...registered].filter(([domain]) => !domains.has(domain));
      for (const [domain] of gone) registered.delete(domain);
      if (gone.some(([, rules]) => rules.length > 0)) renew();
    },
    loaded() {
      if (isLoaded) return;
      isLoaded = true;
      renew();
    },
  };
}

/** Another worker begins to count its handlers anew. */
function isSame({ handler, name, about }: Registration, other: Registration | undefined): boolean {
  return handler === other?.handler && name === other.name && about.rules === other.about.rules;
}

/** Of all that is registered for the names: those of the first name first, of a name the one that outweighs others. */
export function rulesFor(
  names: readonly string[],
  registrations: readonly Registration[],
  patterns: Patterns = (_module, pattern) => matcherOf(pattern),
): StatusRules {
  const told = names.flatMap((name) => {
    const own = inOrder(registrations.filter((registration) => registration.name === name));
    const last = own.findIndex(({ about }) => about.replace === true);
    return (last < 0 ? own : own.slice(0, last + 1)).map((one) => rulesOf(one, patterns));
  });
  return { screen: told.flatMap(({ screen }) => screen), titles: told.flatMap(({ titles }) => titles) };
}

/** What comes later here outweighs what comes earlier: nobody outweighs the person. */
const layers = ['default', 'improvements', 'project', 'user'];

function inOrder(registrations: readonly Registration[]): Registration[] {
  const rank = ({ module }: Registration) => layers.indexOf(module.split('.')[0] ?? '');
  return registrations.toSorted((a, b) => b.priority - a.priority || rank(b) - rank(a));
}

const Rule = StatusRule.extend({ last: z.number().int().min(1).max(screenRuleLines).default(screenRuleLines) });
const Rules = z.object({ screen: z.array(Rule), titles: z.array(Rule) });

function rulesOf({ about, module }: Registration, patterns: Patterns): StatusRules {
  const { screen, titles } = Rules.parse(JSON.parse(String(about.rules)));
  const compiled = (rules: readonly z.infer<typeof Rule>[]) =>
    rules.flatMap(({ status, pattern, last }) => {
      const matches = patterns(module, pattern);
      return matches ? [{ status, last, matches }] : [];
    });
  return { screen: compiled(screen), titles: compiled(titles) };
}
