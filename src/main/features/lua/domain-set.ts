import type { Scope } from '../../../shared/scope';
import type { LuaValue } from '../../../shared/vocabulary';
import type { Clock, FileBox, LuaDomains } from '../../ports';
import { createDomainSlot, type DomainSlot, type SlotEvent } from './domain-slot';
import type { LoadOptions, LoadOutcome } from './loading';
import { limitsOf, permissionsOf } from './permissions';
import { type DomainPlan, trustedDomain } from './plan';

/** All domains: one for what is trusted, one for each improvement. */
export interface DomainSet {
  /** The trusted one first. */
  readonly slots: readonly DomainSlot[];
  get(name: string): DomainSlot | undefined;
  /** That which a module belongs to. */
  of(module: string): DomainSlot | undefined;
  /** Those that were planned beyond as many as there may be. */
  readonly leftOut: ReadonlySet<string>;
  /** Opens, closes and loads until they hold what is planned. */
  bring(plans: readonly DomainPlan[], options: Pick<LoadOptions, 'forced'>): Promise<readonly LoadOutcome[]>;
}

/** Beside the trusted one. Each has a thread, and some 12 MB. */
export const mostImprovements = 32;
/** So many begin at once: others are to get on meanwhile. */
const atOnce = 3;

export interface DomainSetOptions {
  readonly domains: LuaDomains;
  readonly clock: Clock;
  readonly boxOf: (domain: string) => FileBox;
  readonly stateOf: (domain: string) => Readonly<Record<string, LuaValue>> | undefined;
  readonly told: (slot: DomainSlot, event: SlotEvent) => void;
}

export function createDomainSet({ domains, clock, boxOf, stateOf, told }: DomainSetOptions, scope: Scope): DomainSet {
  const slots = new Map<string, DomainSlot>();
  let leftOut: ReadonlySet<string> = new Set();
  /** What was planned last, by name: a bring that takes long goes on with what a later one has found. */
  let planned: ReadonlyMap<string, DomainPlan> = new Map();
  scope.defer(async () => {
    await Promise.all([...slots.values()].map((slot) => slot.close()));
  });

  function slotOf({ name }: DomainPlan): DomainSlot {
    const known = slots.get(name);
    if (known) return known;
    const about = { name, permissions: permissionsOf(name), limits: limitsOf(name) };
    const slot = createDomainSlot({ domains, domain: about, clock, box: boxOf(name), state: stateOf(name) });
    slot.events.on((event) => told(slot, event));
    slots.set(name, slot);
    return slot;
  }

  return {
    get slots() {
      return [...slots.values()];
    },
    get: (name) => slots.get(name),
    of: (module) => slots.get(module) ?? slots.get(trustedDomain),
    get leftOut() {
      return leftOut;
    },
    async bring(all, options) {
      if (scope.closed) return [];
      const plans = all.slice(0, 1 + mostImprovements);
      leftOut = new Set(all.slice(plans.length).map(({ name }) => name));
      planned = new Map(plans.map((plan) => [plan.name, plan]));
      for (const [name, slot] of slots) {
        if (planned.has(name)) continue;
        slots.delete(name);
        void slot.close();
      }
      const waiting = [...planned.keys()];
      const outcomes: LoadOutcome[] = [];
      async function bringNext(): Promise<void> {
        for (let name = waiting.shift(); name !== undefined && !scope.closed; name = waiting.shift()) {
          const plan = planned.get(name);
          if (plan) outcomes.push(await slotOf(plan).bring(plan, options));
        }
      }
      await Promise.all(Array.from({ length: atOnce }, bringNext));
      return outcomes;
    },
  };
}
