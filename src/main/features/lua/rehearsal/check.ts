import { closest, distance } from 'fastest-levenshtein';
import { createScope } from '../../../../shared/scope';
import { type LuaHook, type LuaProblem, luaHooks, type Registration } from '../../../../shared/vocabulary';
import type { LuaDomains } from '../../../ports';
import { lineOf, strangeCommands } from '../command-names';
import type { FoundFile } from '../layers';
import type { Rehearsal } from './rehearsal';

/** What a file would do. */
export interface CheckReport {
  readonly module: string;
  readonly path: string;
  /** Why it would not be taken over. */
  readonly problem?: LuaProblem | undefined;
  readonly registrations: readonly Registration[];
  /** What is most likely not meant: an event that nobody tells, a command that nobody has. */
  readonly warnings: readonly LuaProblem[];
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
    const registrations = registered.filter((one) => one.module === module);
    const strange = strangeCommands(registered, sources).filter((one) => one.module === module);
    const warnings = registrations.flatMap((one) => {
      const message = warningOf(one, file);
      return message === undefined ? [] : { message, path, module, line: lineOf(file.text, one.name) };
    });
    return { module, path, registrations, warnings: [...warnings, ...strange] };
  } finally {
    await scope.close();
  }
}

const hooks: Readonly<Record<string, LuaHook>> = luaHooks;

function warningOf({ kind, name, about }: Registration, { layer }: FoundFile): string | undefined {
  if (kind === 'view' && typeof about.on === 'string')
    return about.on
      .split(' ')
      .map(slip)
      .find((warning) => warning !== undefined);
  if (kind !== 'event' && kind !== 'hook' && kind !== 'intercept') return undefined;
  const hook = hooks[name];
  if (!hook) return slip(name);
  if (hook.trusted && layer === 'improvement')
    return `"${name}" is not told to files in improvements/: a person has to promote the file first.`;
  if (kind === 'intercept' && hook.kind === 'event')
    return `"${name}" is an event: it cannot be changed or blocked. Use events.on.`;
  return undefined;
}

/** Events of one's own are fine: only what looks like a slip is said. */
function slip(event: string): string | undefined {
  if (hooks[event]) return undefined;
  const near = closest(event, Object.keys(hooks));
  return distance(event, near) <= 3 ? `Nobody tells "${event}". Did you mean "${near}"?` : undefined;
}
