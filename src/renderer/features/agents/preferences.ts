import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { sortOrders } from './list/listing';

/** How this window shows the agents: it outlasts the window, and is nobody else's. */
const Preferences = z.object({
  sort: z.enum(sortOrders),
  /** Names of groups that are folded. */
  folded: z.array(z.string()),
  /** Of the list, in pixels. */
  listWidth: z.number(),
  /** Only the icons of the list are shown. */
  narrow: z.boolean(),
  /** Whether and what the drawer beside the panes shows. */
  drawer: z.enum(['closed', 'details', 'changes']),
  /** That an agent was started with last. */
  profile: z.string().optional(),
});
export type Preferences = z.infer<typeof Preferences>;

const usual: Preferences = { sort: 'wanting', folded: [], listWidth: 264, narrow: false, drawer: 'closed' };
const storageKey = 'viberot.agents';

export function createPreferences(storage: Pick<Storage, 'getItem' | 'setItem'>): StoreApi<Preferences> {
  const store = createStore<Preferences>(() => read(storage.getItem(storageKey)));
  store.subscribe((preferences) => storage.setItem(storageKey, JSON.stringify(preferences)));
  return store;
}

function read(text: string | null): Preferences {
  try {
    return Preferences.parse({ ...usual, ...JSON.parse(text ?? '{}') });
  } catch {
    // Of another version, or not ours.
    return usual;
  }
}
