import { closest, distance } from 'fastest-levenshtein';
import { createScope } from '../../../../shared/scope';
import { type LuaHook, type LuaProblem, luaHooks, type Registration } from '../../../../shared/vocabulary';
import type { LuaDomains } from '../../../ports';
import type { FoundFile } from '../layers';
import type { Rehearsal } from './rehearsal';

/** What a file would do. */
export interface CheckReport {
  readonly module: string;
  readonly path: string;
  /** Why it would not be taken over. */
  readonly problem?: LuaProblem | undefined;
  readonly registrations: readonly Registration[];
  /** What is most likely not meant: an event that nobody tells. */
  readonly warnings: readonly string[];
}

/**
 * Runs a file in a worker of its own, as a reload would, and throws the worker away. Nothing of it reaches the hub:
 * a file that loads cannot call its host, and its handlers are never called.
 */
export async function checkFile(domains: LuaDomains, file: FoundFile, rehearsal: Rehearsal): Promise<CheckReport> {
  const { sources, permissions, limits } = rehearsal;
  const { module, path } = file;
  const scope = createScope();
  try {
    const domain = domains.open({ name: `check ${module}`, permissions, limits }, scope);
    let registered: readonly Registration[] = [];
    domain.registered.on((all) => {
      registered = all;
    });
    const ended = new Promise<string>((resolve) => domain.ended.on(resolve));
    const loading = domain.load({ changed: sources, removed: [], start: [module] });
    const outcome = await Promise.race([loading, ended]);
    if (typeof outcome === 'string')
      return { module, path, problem: { message: outcome, path, module }, registrations: [], warnings: [] };
    if (!outcome.ok) return { module, path, problem: outcome.problem, registrations: [], warnings: [] };
    // What is registered is told behind the answer.
    await domain.stats();
    const registrations = registered.filter((registration) => registration.module === module);
    return { module, path, registrations, warnings: registrations.flatMap((one) => warningsOf(one, file)) };
  } finally {
    await scope.close();
  }
}

const hooks: Readonly<Record<string, LuaHook>> = luaHooks;

function warningsOf({ kind, name }: Registration, { layer }: FoundFile): string[] {
  if (kind !== 'event' && kind !== 'hook' && kind !== 'intercept') return [];
  const hook = hooks[name];
  if (!hook) {
    const near = closest(name, Object.keys(hooks));
    // Names of one's own are fine: only what looks like a slip is said.
    return distance(name, near) <= 3 ? [`Nobody tells "${name}". Did you mean "${near}"?`] : [];
  }
  if (hook.trusted && layer === 'improvement')
    return [`"${name}" is not told to files in improvements/: a person has to promote the file first.`];
  if (kind === 'intercept' && hook.kind === 'event')
    return [`"${name}" is an event: it cannot be changed or blocked. Use events.on.`];
  return [];
}
