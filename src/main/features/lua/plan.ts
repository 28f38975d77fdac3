import type { LuaLayer } from '../../../shared/vocabulary';
import type { LuaSource } from '../../ports';
import type { FoundFile } from './layers';

/** What a domain is to hold. */
export interface DomainPlan {
  readonly name: string;
  readonly sources: ReadonlyMap<string, LuaSource>;
  /** What is run, in this order; the rest when it is required. */
  readonly start: readonly string[];
  /** Modules that only lead to others: `default.layout` to `user.layout` when there is one. */
  readonly standIns: ReadonlyMap<string, StandIn>;
  /** What is left of it when its worker is ended too often: without the files that do not come with the app. */
  readonly fallback?: DomainPlan;
}

export interface StandIn {
  readonly by: string;
  /** What it is while the other cannot be loaded. */
  readonly original: LuaSource;
}

/** A file of the person that takes the place of a shipped one. */
export interface Override {
  readonly module: string;
  readonly path: string;
  readonly shipped: FoundFile;
}

export const trustedDomain = 'trusted';

const trustedOrder: readonly LuaLayer[] = ['default', 'user', 'project'];

/**
 * Which domains there are, and what is in each: one for all files that are trusted, one for each improvement. A user's
 * file replaces the default one of the same name: whoever requires `default.layout` gets `user.layout`, and the original
 * is `shipped.layout`.
 */
export function planDomains(files: readonly FoundFile[], disabled: ReadonlySet<string>): DomainPlan[] {
  const enabled = files.filter(({ module }) => !disabled.has(module));
  const core = enabled.filter(({ layer }) => layer === 'core');
  const improvements = enabled.filter(({ layer }) => layer === 'improvement');
  const trusted = planTrusted(core, enabled);
  const shipped = planTrusted(
    core,
    enabled.filter(({ layer }) => layer === 'default'),
  );
  const hasOwn = shipped.start.length < trusted.start.length;
  return [
    hasOwn ? { ...trusted, fallback: shipped } : trusted,
    ...improvements.map((file) => planImprovement(core, file)),
  ];
}

/** Which of the files replace others. */
export function overridesOf(files: readonly FoundFile[], disabled: ReadonlySet<string>): Override[] {
  const byModule = new Map(files.map((file) => [file.module, file]));
  return files.flatMap((file) => {
    if (file.layer !== 'default') return [];
    const user = byModule.get(userOf(file.module));
    return user && !disabled.has(user.module) ? [{ module: user.module, path: user.path, shipped: file }] : [];
  });
}

function planTrusted(core: readonly FoundFile[], enabled: readonly FoundFile[]): DomainPlan {
  const overridden = new Map(overridesOf(enabled, new Set()).map((override) => [override.shipped.module, override]));
  const sources = new Map(core.map((file) => [file.module, sourceOf(file)]));
  const standIns = new Map<string, StandIn>();
  const start: string[] = [];
  for (const layer of trustedOrder) {
    for (const file of enabled.filter((other) => other.layer === layer)) {
      const override = overridden.get(file.module);
      sources.set(file.module, override ? standIn(file, override) : sourceOf(file));
      start.push(file.module);
      if (!override) continue;
      const shipped = `shipped${file.module.slice('default'.length)}`;
      standIns.set(file.module, { by: override.module, original: sourceOf(file) });
      sources.set(shipped, { ...sourceOf(file), module: shipped });
    }
  }
  return { name: trustedDomain, sources, start, standIns };
}

function planImprovement(core: readonly FoundFile[], file: FoundFile): DomainPlan {
  const sources = new Map([...core, file].map((each) => [each.module, sourceOf(each)]));
  return { name: file.module, sources, start: [file.module], standIns: new Map() };
}

function sourceOf({ module, path, text }: FoundFile): LuaSource {
  return { module, path, text };
}

function standIn(file: FoundFile, override: Override): LuaSource {
  return { module: file.module, path: file.path, text: `return require("${override.module}")` };
}

function userOf(module: string): string {
  return `user${module.slice('default'.length)}`;
}
