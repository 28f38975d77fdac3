import type { Layout, PaneTree } from '../../../../shared/vocabulary';
import { neighbourOf } from './neighbour';
import {
  equalize,
  findPane,
  insertPane,
  keepPanes,
  mostPanes,
  movePane,
  type Pane,
  paneOfAgent,
  panesOf,
  removePane,
  resizeSplit,
  type Side,
  showAgent,
  swapPanes,
  tidy,
} from './pane-tree';

/** Where an agent is shown: in place of what a pane shows, or beside it. */
export interface PanePlace {
  readonly pane: string;
  readonly at: Side | 'center';
}

/** Names new panes. */
export type NewId = () => string;

/** The layout as it can be shown: only agents that exist, and a pane that has the keyboard. */
export function settled({ root, focused, zoomed }: Layout, exists: (agent: string) => boolean): Layout {
  const kept = root && keepPanes(tidy(root), ({ agent }) => exists(agent));
  if (!kept) return {};
  const focus = findPane(kept, focused) ?? panesOf(kept)[0];
  return withRoot(kept, focus, findPane(kept, zoomed));
}

/**
 * Shows an agent and gives it the keyboard: where it is shown already, otherwise at the place, otherwise in place of
 * the focused pane's.
 */
export function show(layout: Layout, agent: string, newId: NewId, place?: PanePlace): Layout {
  const { root } = layout;
  if (!root) return withRoot({ type: 'agent', id: newId(), agent });
  const shown = paneOfAgent(root, agent);
  const target = findPane(root, place?.pane ?? layout.focused) ?? panesOf(root)[0];
  if (!target) return layout;
  if (shown) return place ? moved(layout, shown, target, place.at) : focus(layout, shown.id);
  if (!place || place.at === 'center' || panesOf(root).length >= mostPanes) {
    return withRoot(showAgent(root, target.id, agent), target, layout.zoomed === undefined ? undefined : target);
  }
  const pane: Pane = { type: 'agent', id: newId(), agent };
  return withRoot(insertPane(root, target.id, place.at, pane), pane);
}

function moved(layout: Layout, pane: Pane, target: Pane, at: PanePlace['at']): Layout {
  const { root } = layout;
  if (!root || pane.id === target.id) return layout;
  const tree = at === 'center' ? swapPanes(root, pane.id, target.id) : movePane(root, pane.id, target.id, at);
  return withRoot(tree, pane);
}

/** Gives a pane the keyboard. One that is hidden by another is shown instead of that. */
export function focus({ root, zoomed }: Layout, pane: string): Layout {
  const found = findPane(root, pane);
  return root && found ? withRoot(root, found, zoomed === undefined ? undefined : found) : { ...(root && { root }) };
}

/** Closes a pane. The one beside it gets the keyboard; its agent goes on. */
export function close(layout: Layout, pane: string): Layout {
  const { root, focused, zoomed } = layout;
  if (!root) return layout;
  const rest = removePane(root, pane);
  if (!rest) return {};
  if (focused !== pane) return withRoot(rest, findPane(rest, focused), findPane(rest, zoomed));
  const sides: readonly Side[] = ['left', 'up', 'right', 'down'];
  const beside = sides.map((side) => neighbourOf(root, pane, side)).find((id) => id !== undefined);
  return withRoot(rest, findPane(rest, beside));
}

/** The keyboard goes to the pane at a side; stays where it is when there is none. */
export function focusBeside(layout: Layout, side: Side): Layout {
  const beside = besideFocused(layout, side);
  return beside === undefined ? layout : focus(layout, beside);
}

/** The focused pane takes the place of the one at a side. */
export function swapBeside(layout: Layout, side: Side): Layout {
  const { root, focused } = layout;
  const beside = besideFocused(layout, side);
  if (!root || focused === undefined || beside === undefined) return layout;
  return withRoot(swapPanes(root, focused, beside), findPane(root, focused));
}

function besideFocused({ root, focused }: Layout, side: Side): string | undefined {
  return root && focused !== undefined ? neighbourOf(root, focused, side) : undefined;
}

/** A pane fills the window, or no longer does. */
export function toggleZoom(layout: Layout, pane: string): Layout {
  const { root, zoomed } = layout;
  const found = findPane(root, pane);
  if (!root || !found) return layout;
  return withRoot(root, found, zoomed === undefined && root.type === 'split' ? found : undefined);
}

export function resize(layout: Layout, split: string, sizes: readonly number[]): Layout {
  return layout.root ? { ...layout, root: resizeSplit(layout.root, split, sizes) } : layout;
}

export function makeEqual(layout: Layout): Layout {
  return layout.root ? { ...layout, root: equalize(layout.root) } : layout;
}

/** The panes that can be seen. */
export function visiblePanes({ root, zoomed }: Layout): readonly Pane[] {
  const only = findPane(root, zoomed);
  return only ? [only] : panesOf(root);
}

export function focusedAgent({ root, focused }: Layout): string | undefined {
  return findPane(root, focused)?.agent;
}

function withRoot(root: PaneTree, focused: Pane | undefined = panesOf(root)[0], zoomed?: Pane): Layout {
  return { root, ...(focused && { focused: focused.id }), ...(zoomed && { zoomed: zoomed.id }) };
}
