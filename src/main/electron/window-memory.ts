import { type BrowserWindow, screen } from 'electron';
import { z } from 'zod';
import type { Scope } from '../../shared/scope';
import type { KeptValues } from '../ports';
import type { Rectangle } from './overlay-places';
import { restoredPlace } from './window-places';

const Bounds = z.object({ x: z.number(), y: z.number(), width: z.number().min(1), height: z.number().min(1) });

const KeptWindows = z.object({
  /** By the name of the window; those that were moved last come last. */
  places: z.record(z.string(), Bounds),
  /** The person knows that agents go on. */
  toldThatAgentsGoOn: z.boolean(),
});
type KeptWindows = z.infer<typeof KeptWindows>;

/** What is remembered of windows from one start to the next. */
export interface WindowMemory {
  /** Where the window of this name was, if a person could reach it there today. */
  place(name: string): Rectangle | undefined;
  /** Remembers from now on where it is. */
  follow(name: string, window: BrowserWindow): void;
  /** True once: the person is to be told that agents go on. */
  tellThatAgentsGoOn(): boolean;
}

/** Agents come and go. */
const mostPlaces = 100;

export async function createWindowMemory(kept: KeptValues, scope: Scope): Promise<WindowMemory> {
  const file = await kept.open('windows', KeptWindows, scope);
  let now: KeptWindows = file.before ?? { places: {}, toldThatAgentsGoOn: false };

  function change(changed: Partial<KeptWindows>): void {
    now = { ...now, ...changed };
    file.save(now);
  }

  return {
    place(name) {
      const before = now.places[name];
      return (
        before &&
        restoredPlace(
          before,
          screen.getAllDisplays().map(({ workArea }) => workArea),
        )
      );
    },
    follow(name, window) {
      const remember = () => {
        const { [name]: _, ...others } = now.places;
        const kept = Object.entries(others).slice(1 - mostPlaces);
        change({ places: { ...Object.fromEntries(kept), [name]: window.getNormalBounds() } });
      };
      window.on('resize', remember);
      window.on('move', remember);
    },
    tellThatAgentsGoOn() {
      if (now.toldThatAgentsGoOn) return false;
      change({ toldThatAgentsGoOn: true });
      return true;
    },
  };
}
