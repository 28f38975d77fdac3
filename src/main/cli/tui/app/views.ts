import { isDefinedError } from '@orpc/client';
import type { LuaView } from '../../../../shared/contract';
import { type Connection, follow } from '../../../../shared/link';
import type { Scope } from '../../../../shared/scope';

/** Views of Lua, each read for as long as it is drawn. */
export interface Views {
  /** A view as it is now; undefined until that is known. It is watched until a `sweep` finds that nobody asks any more. */
  get(name: string): LuaView | 'none' | undefined;
  /** Stops reading those that were not asked for since the last time. */
  sweep(): void;
  /** Lua has these now: those that were not there before are looked for again. */
  refresh(names: ReadonlySet<string>): void;
}

interface Watched {
  value: LuaView | 'none' | undefined;
  readonly scope: Scope;
  isWanted: boolean;
  isRead: boolean;
}

export function createViews({ client }: Connection, scope: Scope, changed: () => void): Views {
  const views = new Map<string, Watched>();

  async function read(name: string, watched: Watched): Promise<void> {
    watched.isRead = true;
    const open = () => client.lua.watchView({ view: name }, watched.scope);
    try {
      for await (const view of follow(open, watched.scope.signal)) {
        watched.value = view;
        changed();
      }
    } catch (error) {
      if (!isDefinedError(error)) watched.value = { problem: { message: String(error), path: '' } };
    }
    watched.isRead = false;
    if (watched.scope.closed) return;
    // It has gone, or there is none.
    if (watched.value === undefined || watched.value === 'none' || !watched.value.problem) watched.value = 'none';
    changed();
  }

  return {
    get(name) {
      let watched = views.get(name);
      if (!watched) {
        watched = { value: undefined, scope: scope.child(), isWanted: true, isRead: false };
        views.set(name, watched);
        void read(name, watched);
      }
      watched.isWanted = true;
      return watched.value;
    },
    sweep() {
      for (const [name, watched] of views) {
        if (!watched.isWanted) {
          views.delete(name);
          void watched.scope.close();
        }
        watched.isWanted = false;
      }
    },
    refresh(names) {
      for (const [name, watched] of views) if (!watched.isRead && names.has(name)) void read(name, watched);
    },
  };
}
