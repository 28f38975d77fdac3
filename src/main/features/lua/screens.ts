import { createCell, type Observable } from '../../../shared/event';
import type { LuaProblem } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';
import type { DomainSlot } from './domain-slot';
import { createLineListeners, type LineListeners } from './line-listeners';
import { createPatterns } from './pattern';
import { trustedDomain } from './plan';
import { createStatusRules, type LuaStatusRules } from './status-rules';

/** What Lua says and wants to know of the screens of agents, and whether what decides about agents runs at all. */
export interface Screens {
  readonly rules: Pick<LuaStatusRules, 'of' | 'changed'>;
  readonly lines: Pick<LineListeners, 'want' | 'take'>;
  /** `starting`: it is not loaded yet, or its worker was ended and a new one begins; `stopped`: nothing is in force. */
  readonly trusted: Observable<TrustedState>;
}

export type TrustedState = 'starting' | 'running' | 'stopped';

export interface ScreensOptions {
  readonly clock: Clock;
  readonly slots: () => readonly DomainSlot[];
  readonly failed: (domain: string, problem: LuaProblem) => void;
}

export function createScreens({ clock, slots, failed }: ScreensOptions) {
  const patterns = createPatterns(clock);
  const rules = createStatusRules(patterns);
  const trusted = createCell<TrustedState>('starting');
  let isLoaded = false;
  const lines = createLineListeners(patterns, (domain, handler, args) => {
    const slot = slots().find(({ name }) => name === domain);
    void slot?.call(handler, args).then((done) => {
      if (!done.ok && slot.live) failed(domain, done.problem);
    });
  });

  function stateNow(): TrustedState {
    const slot = slots().find(({ name }) => name === trustedDomain);
    if (slot?.live && slot.registrations.length > 0) return 'running';
    const isComing = slot && !slot.live && slot.stopped === undefined && slot.ends > 0;
    return isLoaded && !isComing ? 'stopped' : 'starting';
  }

  return {
    ...{ rules, lines, trusted },
    /** Registrations of a domain have changed, or its worker has ended. */
    heard(slot: DomainSlot): void {
      lines.follow(slot.name, slot.registrations);
      // What a worker said of screens holds until the next one says something.
      if (slot.live) rules.follow(slot.name, slot.registrations);
      trusted.value = stateNow();
    },
    /** The files of all domains were loaded. */
    loaded(): void {
      const names = new Set(slots().map(({ name }) => name));
      rules.keep(names);
      lines.keep(names);
      rules.loaded();
      isLoaded = true;
      trusted.value = stateNow();
    },
  };
}
