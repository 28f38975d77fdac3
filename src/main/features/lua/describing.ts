import type { LuaState } from '../../../shared/contract';
import type { LuaFile } from '../../../shared/vocabulary';
import { type DomainSet, mostImprovements } from './domain-set';
import type { DomainSlot } from './domain-slot';
import type { FoundFile } from './layers';
import { overridesOf, trustedDomain } from './plan';
import type { Texts } from './texts';

export interface Described {
  readonly texts: Texts;
  readonly domains: DomainSet;
  readonly disabled: ReadonlySet<string>;
  readonly ran: ReadonlyMap<string, { readonly at: number; readonly tookMs: number }>;
  readonly versions: (module: string) => number;
}

const tooMany = `Only ${mostImprovements} improvements run at once. Disable or promote some, or put several into one file.`;

/** A file, and what became of it. */
export function describeFile(file: FoundFile, described: Described): LuaFile {
  const { module, layer, path } = file;
  const slot = slotOf(file, described);
  const own = slot?.registrations.filter((registration) => registration.module === module) ?? [];
  const timings = own.flatMap(({ handler }) => slot?.timings.get(handler) ?? []);
  const problem = problemOf(file, described);
  const ran = described.ran.get(module);
  return {
    ...{ module, layer, path, state: stateOf(file, described) },
    ...(problem ? { problem } : {}),
    ...(ran ? { loadedAt: ran.at, tookMs: ran.tookMs } : {}),
    registrations: own.length,
    errors: timings.reduce((sum, { errors }) => sum + errors, 0),
    totalMs: timings.reduce((sum, { totalMs }) => sum + totalMs, 0),
    versions: described.versions(module),
  };
}

/** Why the newest text of a file is not in force, once that text is whole. */
export function problemOf({ module, path, layer }: FoundFile, { texts, domains }: Described) {
  const unreadable = texts.unreadable.get(module);
  if (unreadable) return unreadable;
  if (!texts.atRest(module)) return undefined;
  if (domains.leftOut.has(module)) return { message: tooMany, path, module };
  const slot = domains.get(layer === 'improvement' ? module : trustedDomain);
  const message = slot && whyDown(slot, layer);
  return message === undefined ? slot?.refused.get(module) : { message, path, module };
}

/** Why no file of a layer runs in a domain, whatever is in the file. */
export function whyDown(slot: DomainSlot, layer: FoundFile['layer']): string | undefined {
  if (layer === 'core') return undefined;
  return slot.stopped ?? (layer === 'default' ? undefined : slot.setAside);
}

export function describeDomains(domains: DomainSet): Pick<LuaState, 'domains' | 'registrations'> {
  return {
    domains: domains.slots.map((slot) => ({
      ...{ name: slot.name, state: slot.stopped === undefined ? 'running' : 'stopped', restarts: slot.ends },
      ...present(slot.stopped ?? slot.setAside),
      memoryBytes: slot.memoryBytes,
    })),
    registrations: domains.slots.flatMap((slot) =>
      slot.registrations.map((registration) => {
        const { calls = 0, errors = 0, totalMs = 0, longestMs = 0 } = slot.timings.get(registration.handler) ?? {};
        return {
          ...registration,
          domain: slot.name,
          about: { ...registration.about },
          calls,
          errors,
          totalMs,
          longestMs,
        };
      }),
    ),
  };
}

function present(why: string | undefined): { readonly why?: string } {
  return why === undefined ? {} : { why };
}

function stateOf(file: FoundFile, described: Described): LuaFile['state'] {
  const { disabled, ran, texts } = described;
  if (disabled.has(file.module)) return 'disabled';
  if (problemOf(file, described)) return 'failed';
  const isOverridden = overridesOf(texts.files, disabled).some(
    ({ shipped, module }) => shipped.module === file.module && slotOf(file, described)?.inForce.has(module),
  );
  const isInForce = slotOf(file, described)?.inForce.has(file.module) === true;
  return isInForce && ran.has(file.module) && !isOverridden ? 'running' : 'not-run';
}

function slotOf({ module, layer }: FoundFile, { domains }: Described): DomainSlot | undefined {
  return domains.get(layer === 'improvement' ? module : trustedDomain);
}
