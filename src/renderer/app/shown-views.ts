import { Activity, Bot, FileCode, Gauge, ListFilter, type LucideIcon, Settings } from 'lucide-react';
import type { LuaState } from '../../shared/contract';
import { type KeyBindings, shippedKeysFile } from '../commands';
import { type OwnView, type View, views } from './route';
import { iconNamed } from './view-icons';

/** A view as the sidebar and the palette name it. */
export interface ShownView {
  readonly view: View;
  readonly title: string;
  readonly icon: LucideIcon;
  /** The view of Lua that draws it; undefined: the window itself does. */
  readonly lua: string | undefined;
}

type LuaViews = LuaState['views'];

const own: Readonly<Record<OwnView, Pick<ShownView, 'title' | 'icon'>>> = {
  activity: { title: 'Activity', icon: Activity },
  rules: { title: 'Rules', icon: ListFilter },
  agents: { title: 'Agents', icon: Bot },
  lua: { title: 'Lua', icon: FileCode },
  status: { title: 'Status', icon: Gauge },
  settings: { title: 'Settings', icon: Settings },
};

/** Views of Lua that the window has a place for: not its arrangement, and not what is for the terminal alone. */
function windowViews(lua: LuaViews): LuaViews {
  return lua.filter(({ name, terminal = false }) => name !== 'layout' && !terminal);
}

/** All that can be shown: the window's own views, of which Lua may have replaced some, and Lua's others. */
export function allViews(lua: LuaViews): readonly ShownView[] {
  const added = windowViews(lua).filter(({ name }) => !views.some((view) => view === name));
  return [...views.map((view) => shownView(view, lua)), ...added.map(({ name }) => shownView(`view/${name}`, lua))];
}

export function shownView(view: View, lua: LuaViews): ShownView {
  const ownView = views.find((each) => each === view);
  const name = ownView ?? nameOf(view);
  const found = windowViews(lua).find((each) => each.name === name);
  if (ownView && !found) return { view, ...own[ownView], lua: undefined };
  return { view, title: found?.title ?? name, icon: iconNamed(found?.icon), lua: name };
}

/** The view that a layout lists as "agents", "view/usage" or just "usage"; undefined when there is none. */
function listedView(listed: string, lua: LuaViews): ShownView | undefined {
  const name = listed.replace(/^view\//, '');
  const ownView = views.find((each) => each === name);
  if (ownView) return shownView(ownView, lua);
  return windowViews(lua).some((each) => each.name === name) ? shownView(`view/${name}`, lua) : undefined;
}

/** The views that a layout lists, each once; the window's own if there is none among them. */
export function listedViews(listed: readonly string[], lua: LuaViews): readonly ShownView[] {
  const found = listed.flatMap((each) => listedView(each, lua) ?? []);
  const unique = found.filter(({ view }, index) => found.findIndex((other) => other.view === view) === index);
  return unique.length > 0 ? unique : views.map((view) => shownView(view, lua));
}

/** A view's name in Lua, from its place in addresses. */
function nameOf(view: string): string {
  const name = view.replace(/^view\//, '');
  try {
    return decodeURIComponent(name);
  } catch {
    // Not written by us: "%" with something else after it.
    return name;
  }
}

/** The keys 1 to 9 lead to the views of the sidebar, in its order. */
export function placeKeys(listed: readonly ShownView[]): KeyBindings {
  return listed
    .slice(0, 9)
    .flatMap(({ view }, index) =>
      [`${index + 1}`, `Mod+${index + 1}`].map((keys) => ({ keys, command: `window.${view}`, from: shippedKeysFile })),
    );
}
