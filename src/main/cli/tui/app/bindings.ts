import type { LuaState } from '../../../../shared/contract';
import { keysInOrder, keysNamed, saidOfCommand } from '../../../../shared/vocabulary';

/** Something that Lua can be asked to do. */
export interface LuaCommand {
  /** What `lua.run` is given. */
  readonly name: string;
  readonly title: string;
}

/** Keys, and what they stand for: a command of Lua, or one of the app's own ("window.palette"). */
export interface Bound extends LuaCommand {
  /** As `nameOfKeys` tells them. */
  readonly keys: string;
}

/** The commands that Lua has registered, as the person's files would have them shown. */
export function commandsOf(lua: LuaState | undefined): readonly LuaCommand[] {
  const all = lua?.registrations ?? [];
  return all.flatMap(({ kind, name, about, enabled: isEnabled }) => {
    if (kind !== 'command' || !isEnabled) return [];
    const said: typeof about = Object.assign({}, about, ...saidOfCommand(all, name).map((change) => change.about));
    const { title = name, hidden = false, enabled = true } = said;
    return hidden === true || enabled === false ? [] : [{ name, title: String(title) }];
  });
}

/** What Lua has bound to keys. Of several for the same keys the first counts. */
export function boundKeys(lua: LuaState | undefined): readonly Bound[] {
  const all = keysInOrder(lua?.registrations ?? []);
  const titles = new Map(commandsOf(lua).map(({ name, title }) => [name, title]));
  const mapped = new Set<string>();
  return all.flatMap(({ kind, name, about }): Bound[] => {
    const title = String(about.title ?? titles.get(name) ?? name);
    if (kind === 'key') {
      const isOwn = typeof about.command === 'string' && about.command.startsWith('window.');
      return bound(name, { name: isOwn ? String(about.command) : name, title });
    }
    if (kind !== 'keymap' && kind !== 'command') return [];
    // A map says all keys of a command at once; those that the command brings are for when there is none.
    if (mapped.has(name) || (kind === 'command' && all.some((other) => other.kind === 'keymap' && other.name === name)))
      return [];
    mapped.add(name);
    return bound(about.keys, { name, title });
  });
}

function bound(keys: unknown, command: LuaCommand): Bound[] {
  if (typeof keys !== 'string') return [];
  return keys.split(' ').flatMap((text) => {
    const named = keysNamed(text);
    return named === undefined ? [] : [{ keys: named, ...command }];
  });
}
