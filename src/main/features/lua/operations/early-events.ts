import type { LuaValue } from '../../../../shared/vocabulary';
import type { Caller } from './operation';

/** Of one event of one object; the oldest goes first. */
const mostBytes = 256 * 1024;
/** So long after the end of an object what it told is kept for who begins to listen. */
const keptMs = 10_000;

/** Tells an event of an object. What comes before a handler listens waits for it. */
export interface EarlyEvents {
  tell(value: LuaValue): void;
  /** The object has ended. */
  end(): void;
}

export function earlyEvents(caller: Caller, event: string): EarlyEvents {
  let held: LuaValue[] | undefined = [];
  let bytes = 0;
  caller.whenHeard(event, () => {
    const waiting = held ?? [];
    held = undefined;
    for (const value of waiting) caller.tell(event, [value]);
  });
  return {
    tell(value) {
      if (!held) return caller.tell(event, [value]);
      held.push(value);
      bytes += sizeOf(value);
      while (bytes > mostBytes && held.length > 1) bytes -= sizeOf(held.shift());
    },
    end() {
      if (!held) return;
      const timer = setTimeout(() => {
        if (held) held = [];
      }, keptMs);
      caller.scope.defer(() => clearTimeout(timer));
    },
  };
}

function sizeOf(value: LuaValue): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 16;
}
