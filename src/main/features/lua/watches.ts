import type { Scope } from '../../../shared/scope';
import type { LuaProblem, LuaValue, Registration } from '../../../shared/vocabulary';
import type { FileBox } from '../../ports';

/** The folders that Lua watches. */
export interface Watches {
  /** These are there now; others are forgotten. */
  follow(registrations: readonly Registration[]): void;
}

export interface WatchesOptions {
  readonly box: FileBox;
  readonly call: (handler: string, args: readonly LuaValue[]) => void;
  readonly failed: (problem: LuaProblem) => void;
}

/** Of one domain. */
const most = 20;

export function createWatches({ box, call, failed }: WatchesOptions, scope: Scope): Watches {
  const open = new Map<string, Scope>();

  async function begin({ handler, name, module }: Registration): Promise<void> {
    const own = scope.child();
    open.set(handler, own);
    const tell = (path: string, what: string) => call(handler, [path, what]);
    const watched =
      open.size > most
        ? ({ ok: false, message: `more than ${most} folders are watched` } as const)
        : await box.watch(name, tell, own);
    if (!watched.ok) failed({ message: `watch.directory: ${watched.message}`, path: '', module, handler });
  }

  return {
    follow(registrations) {
      const wanted = new Map(registrations.filter(({ kind }) => kind === 'watch').map((each) => [each.handler, each]));
      for (const [handler, own] of open) {
        if (wanted.has(handler)) continue;
        open.delete(handler);
        void own.close();
      }
      for (const registration of wanted.values()) if (!open.has(registration.handler)) void begin(registration);
    },
  };
}
