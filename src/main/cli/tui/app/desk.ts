import { keysNamed } from '../../../../shared/vocabulary';
import { boundKeys, commandsOf } from './bindings';
import type { Data } from './data';
import type { Focus } from './focus';
import { type Entry, helpOverlay, type Overlay, paletteOverlay } from './overlays';
import { type Hit, type Offsets, pathTo, scrollBox } from './painting';
import type { Drawn } from './screen';
import type { OpenWorld } from './world';

/** What keys and the mouse work on. */
export interface Desk {
  readonly world: OpenWorld;
  readonly data: Data;
  readonly focus: Focus;
  readonly offsets: Offsets;
  /** Over all else, with all keys. */
  overlay: Overlay | undefined;
  /** As it was drawn last. */
  drawn: Drawn | undefined;
  readonly detachKey: string;
  /** The views of the sidebar, in its order. */
  views(): readonly string[];
  changed(): void;
  quit(): void;
  suspend(): void;
  /** Draws the whole screen anew. */
  redraw(): void;
}

export function openHelp(desk: Desk): void {
  const { lua } = desk.data;
  // Of what Lua says about keys, that which can be done here.
  const commands = new Set(commandsOf(lua).map(({ name }) => name));
  const bound = boundKeys(lua)
    .filter(({ name }) => commands.has(name) || Object.hasOwn(ownCommands, name) || keysNamed(name) !== undefined)
    .map(({ keys, name, title }) => [keys, ownCommands[name]?.title ?? title] as const);
  desk.overlay = helpOverlay(desk.detachKey, bound);
  desk.changed();
}

/** Everything that can be done by its name: what Lua adds, views, agents. */
export function openPalette(desk: Desk): void {
  const { world, data, focus } = desk;
  const views = new Set([...desk.views(), ...(data.lua?.views ?? []).map(({ name }) => name)]);
  views.delete('layout');
  desk.overlay = paletteOverlay([
    ...commandsOf(data.lua).map(({ name, title }) => ({ title, about: name, run: () => world.run(name) })),
    ...[...views].map((view) => ({ title: `Show ${world.titleOf(view)}`, about: 'view', run: () => world.go(view) })),
    ...data.agents.map(({ id, name, status }) => ({
      ...{ title: `Go to ${name}`, about: `${status} ${id}` },
      run: () => (focus.hasTerminal ? world.chooseAgent(id) : world.go(`agents/${id}`)),
    })),
    ...data.profiles.map(({ id, name }) => ({ title: `Start ${name}`, about: 'agent', run: () => world.start(id) })),
    ...chosenAgentEntries(desk),
    { title: 'Keys', about: '?', run: () => openHelp(desk) },
    { title: 'Quit', about: 'q', run: desk.quit },
  ]);
  desk.changed();
}

/** What can be done with the agent that was chosen. */
function chosenAgentEntries({ world, data }: Desk): Entry[] {
  const agent = data.agents.find(({ id }) => id === world.chosenAgent);
  if (!agent) return [];
  const { id, name } = agent;
  const ask = (question: string, then: () => void) => () => world.confirm(question, then);
  return [
    {
      title: `Restart ${name}`,
      about: id,
      run: ask(`Restart ${name}? What runs in it is ended.`, () => world.restart(id)),
    },
    { title: `Kill ${name}`, about: id, run: ask(`Kill ${name} with all its processes?`, () => world.kill(id)) },
  ];
}

/** Commands of the window that are there in a terminal, too: keys can be bound to them. */
export const ownCommands: Readonly<Record<string, { readonly title: string; run(desk: Desk): void }>> = {
  'window.palette': { title: 'Commands', run: openPalette },
  'window.shortcuts': { title: 'Keys', run: openHelp },
  ...Object.fromEntries(
    ['activity', 'rules', 'agents', 'lua', 'status', 'settings'].map((view) => [
      `window.${view}`,
      { title: `Show ${view}`, run: ({ world }: Desk) => world.go(view) },
    ]),
  ),
};

/** Closes an overlay, unless what was done has opened another one. */
export function closeOverlay(desk: Desk, overlay: Overlay): void {
  if (desk.overlay === overlay) desk.overlay = undefined;
}

/** Scrolls the innermost part around what was drawn, or the main part. @returns whether something has moved */
export function scrollAround({ drawn, offsets }: Desk, hit: Hit | undefined, by: number): boolean {
  if (!drawn) return false;
  const main = drawn.painted.hits.find(({ box }) => box.isMain)?.box.id;
  const path = pathTo(drawn.root, hit?.box.id ?? main ?? '');
  return path.reverse().some((placed) => placed.box.style.scroll !== undefined && scrollBox(placed, by, offsets));
}
