import type { LuaLimits, LuaPermission, LuaSource } from '../../../ports';
import { type FoundFile, type LayerFolder, moduleOf } from '../layers';
import { limitsOf, permissionsOf } from '../permissions';
import { planDomains, trustedDomain } from '../plan';

/** What a file is run with to see what it does, apart from the hub. */
export interface Rehearsal {
  /** All that it may `require`, and itself. */
  readonly sources: readonly LuaSource[];
  /** What files of its layer may ask of the host. */
  readonly permissions: readonly LuaPermission[];
  readonly limits: LuaLimits;
}

/** Specs are run by `viberot lua test` and by nothing else. */
export function isSpec(pathOrModule: string): boolean {
  return /_spec(\.lua)?$/.test(pathOrModule);
}

/** As `moduleOf`, for specs: the name of what they test, and `_spec`. */
export function specModuleOf(folder: LayerFolder, path: string): string | undefined {
  if (!path.endsWith('_spec.lua')) return undefined;
  const tested = moduleOf(folder, path.replace(/_spec\.lua$/, '.lua'));
  return tested === undefined ? undefined : `${tested}_spec`;
}

/**
 * What a file sees and may when the hub runs it: an improvement the core and itself, others all that is trusted. Of specs
 * it is the one that is about it, or that it is itself.
 */
export function rehearsalOf(files: readonly FoundFile[], { module, layer }: FoundFile): Rehearsal {
  const subject = module.replace(/_spec$/, '');
  const domain = layer === 'improvement' ? subject : trustedDomain;
  const plans = planDomains(
    files.filter((file) => !isSpec(file.module)),
    new Set(),
  );
  const core = files.filter((file) => file.layer === 'core' && !isSpec(file.module));
  const planned = plans.find(({ name }) => name === domain)?.sources.values() ?? core;
  const spec = files.filter((file) => file.module === `${subject}_spec`);
  const sources = [...planned, ...spec].map(({ module: name, path, text }) => ({ module: name, path, text }));
  return { sources, permissions: permissionsOf(domain), limits: limitsOf(domain) };
}
