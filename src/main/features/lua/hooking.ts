import { type LuaValue, luaHooks } from '../../../shared/vocabulary';
import type { Intercepted } from '../../ports';
import type { DomainSlot } from './domain-slot';
import { trustedDomain } from './plan';

type Hook = keyof typeof luaHooks;

/** What the hub tells Lua, and what it lets Lua change. */
export interface Hooking {
  /** Tells handlers of an event, if there are any. */
  tell(event: Hook, args: () => readonly LuaValue[]): void;
  /** What handlers make of a value: they may change it, or block it (undefined). Those that fail or take long are left out. */
  intercept(hook: Hook, value: LuaValue): Promise<Intercepted>;
  /** Whether a handler would get it. */
  intercepts(hook: Hook): boolean;
}

/** @param happened is told of every event, whether anybody listens or not */
export function createHooking(slots: () => readonly DomainSlot[], happened: (event: Hook) => void): Hooking {
  function interceptors(hook: Hook): DomainSlot[] {
    const isForTrusted = 'trusted' in luaHooks[hook];
    return slots().filter((slot) => slot.intercepts(hook) && (!isForTrusted || slot.name === trustedDomain));
  }

  return {
    tell(event, args) {
      happened(event);
      const listening = slots().filter((slot) => slot.wants(event));
      if (listening.length === 0) return;
      const told = args();
      for (const slot of listening) slot.emit(event, told);
    },
    intercepts: (hook) => interceptors(hook).length > 0,
    async intercept(hook, value) {
      let current: LuaValue = value;
      for (const slot of interceptors(hook)) {
        const result = await slot.intercept(hook, current);
        if (!result) return undefined;
        current = result.value;
      }
      return { value: current };
    },
  };
}
