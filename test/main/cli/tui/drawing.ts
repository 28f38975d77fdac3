import { type Offsets, type Painted, paintBoxes } from '../../../../src/main/cli/tui/app/painting';
import { drawTree } from '../../../../src/main/cli/tui/draw/draw';
import type { Deed, World } from '../../../../src/main/cli/tui/draw/world';
import type { KeyPress } from '../../../../src/main/cli/tui/input/input';
import { createInputReader } from '../../../../src/main/cli/tui/input/input';
import type { Box, Placed } from '../../../../src/main/cli/tui/layout/box';
import { layOut } from '../../../../src/main/cli/tui/layout/layout';
import { createFrame, type Frame, linesOf } from '../../../../src/main/cli/tui/screen/frame';
import { surfaceOf } from '../../../../src/main/cli/tui/screen/surface';
import type { LuaView } from '../../../../src/shared/contract';
import type { ViewNode } from '../../../../src/shared/vocabulary';
import { mainText, sampleEntities, sampleViews, terminalText, usageTree } from '../../../fixtures/view-nodes';

/** What was done by what was drawn. */
export interface Did {
  readonly deeds: Deed[];
  readonly went: string[];
  readonly chosen: string[];
  readonly asked: string[];
}

export interface MadeUpWorld extends World {
  readonly did: Did;
}

export function makeWorld(change: Partial<World> = {}): MadeUpWorld {
  const kept = new Map<string, object>();
  const did: Did = { deeds: [], went: [], chosen: [], asked: [] };
  const views: Readonly<Record<string, LuaView>> = {
    usage: { tree: usageTree },
    agents: { tree: { kind: 'text', text: mainText } },
  };
  const titles: Readonly<Record<string, string>> = { agents: 'Agents', status: 'Status', activity: 'Activity' };
  return {
    did,
    entities: sampleEntities,
    kept<T extends object>(id: string, create: () => T): T {
      const found = kept.get(id) ?? create();
      kept.set(id, found);
      return found as T;
    },
    act: (deed) => void did.deeds.push(deed),
    isPending: () => false,
    confirm(question, then) {
      did.asked.push(question);
      then();
    },
    go: (to) => void did.went.push(to),
    chooseAgent: (id) => void did.chosen.push(id),
    chosenAgent: 'a-1',
    chosenView: 'agents',
    view: (name) => views[name] ?? 'none',
    titleOf: (view) => sampleViews.find(({ name }) => name === view)?.title ?? titles[view] ?? view,
    markOf: () => '',
    message: undefined,
    hint: '? help',
    pane: (agent) => ({
      control: { agent, wantsFocus: false, send() {}, mouse: () => false, turn() {} },
      paint(surface) {
        surface.write(0, 0, terminalText(agent));
        return undefined;
      },
      scroll: () => false,
    }),
    columns: 100,
    isTyping: false,
    animate: () => 0,
    changed() {},
    ...change,
  };
}

export interface Drawing {
  readonly world: MadeUpWorld;
  readonly root: Placed;
  readonly frame: Frame;
  readonly painted: Painted;
  readonly lines: readonly string[];
  /** The boxes that can have the keys, in the order of Tab. */
  readonly controls: readonly Box[];
}

export interface DrawingOptions {
  readonly world?: MadeUpWorld;
  readonly focus?: string;
  readonly offsets?: Offsets;
}

/** A tree as a terminal of this size shows it. */
export function draw(tree: ViewNode, cols = 60, rows = 16, options: DrawingOptions = {}): Drawing {
  const { world = makeWorld(), focus, offsets = new Map() } = options;
  const root = layOut(drawTree(tree, 'sample', world), { cols, rows });
  const frame = createFrame({ cols, rows });
  const painted = paintBoxes(root, surfaceOf(frame), focus, offsets);
  const controls: Box[] = [];
  const walk = ({ box, children }: Placed): void => {
    if (box.control) controls.push(box);
    for (const child of children) walk(child);
  };
  walk(root);
  return { world, root, frame, painted, lines: linesOf(frame), controls };
}

/** What a terminal sends, as keys. */
export function keys(text: string): KeyPress[] {
  const reader = createInputReader();
  const inputs = [...reader.read(Buffer.from(text)), ...reader.flush()];
  return inputs.flatMap((input) => (input.type === 'key' ? [input] : []));
}

/** Where a box was drawn, by the end of its id. */
export function rectOf({ painted }: Drawing, end: string) {
  return painted.hits.find(({ box }) => box.id.endsWith(end))?.rect;
}
