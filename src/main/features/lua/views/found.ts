import type { LuaState } from '../../../../shared/contract';
import type { Registration } from '../../../../shared/vocabulary';
import type { DomainSlot } from '../domain-slot';
import type { FoundFile } from '../layers';
import { trustedDomain } from '../plan';

/** A view that is in force, and where it comes from. */
export interface FoundView {
  readonly slot: DomainSlot;
  /** How often the slot's worker had been ended when it was found. */
  readonly ends: number;
  readonly registration: Registration;
}

/** Says how the window is arranged. */
export const layout = 'layout';

/** What no improvement can replace: how the window is arranged, and where a person sees what improvements do. */
const ofThePerson: ReadonlySet<string> = new Set([layout, 'lua', 'settings']);

/** Of each name the one of the latest layer: a person's is in force in place of a shipped one, until it goes. */
export function findViews(slots: readonly DomainSlot[], files: readonly FoundFile[]): Map<string, FoundView> {
  const order = new Map(files.map(({ module }, index) => [module, index]));
  const placeOf = ({ registration }: FoundView) => order.get(registration.module) ?? files.length;
  const found = new Map<string, FoundView>();
  for (const slot of slots) {
    for (const registration of slot.registrations) {
      if (registration.kind !== 'view') continue;
      if (ofThePerson.has(registration.name) && slot.name !== trustedDomain) continue;
      const view: FoundView = { slot, ends: slot.ends, registration };
      const other = found.get(registration.name);
      if (!other || placeOf(view) >= placeOf(other)) found.set(registration.name, view);
    }
  }
  return found;
}

/** Names of events that it is drawn anew after. */
export function eventsOf({ registration: { about } }: FoundView): readonly string[] {
  return typeof about.on === 'string' ? about.on.split(' ') : [];
}

/** In the order that they ask for, then by name. */
export function describeViews(views: Iterable<FoundView>): LuaState['views'] {
  const placeOf = ({ registration: { about } }: FoundView) => (typeof about.order === 'number' ? about.order : 0);
  const sorted = [...views].sort(
    (a, b) => placeOf(a) - placeOf(b) || (a.registration.name < b.registration.name ? -1 : 1),
  );
  return sorted.map(({ registration: { name, module, about } }) => ({
    ...{ name, module, title: String(about.title ?? name) },
    ...(typeof about.icon === 'string' ? { icon: about.icon } : {}),
    ...(about.terminal === true ? { terminal: true } : {}),
  }));
}
