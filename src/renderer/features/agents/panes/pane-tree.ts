import type { PaneTree } from '../../../../shared/vocabulary';

export type Pane = Extract<PaneTree, { type: 'agent' }>;
export type Split = Extract<PaneTree, { type: 'split' }>;
/** Where something is, seen from a pane. */
export type Side = 'left' | 'right' | 'up' | 'down';

/** More panes than these are not made: nobody could read them. */
export const mostPanes = 50;

/** The panes from left to right and from top to bottom. */
export function panesOf(tree: PaneTree | undefined): readonly Pane[] {
  if (!tree) return [];
  return tree.type === 'agent' ? [tree] : tree.children.flatMap(panesOf);
}

export function findPane(tree: PaneTree | undefined, id: string | undefined): Pane | undefined {
  return panesOf(tree).find((pane) => pane.id === id);
}

/** The pane that shows an agent. */
export function paneOfAgent(tree: PaneTree | undefined, agent: string): Pane | undefined {
  return panesOf(tree).find((pane) => pane.agent === agent);
}

/** Puts a pane at a side of another one, which gives it half of its room. The pane must be new to the tree. */
export function insertPane(tree: PaneTree, target: string, side: Side, pane: Pane): PaneTree {
  const direction = side === 'left' || side === 'right' ? 'row' : 'column';
  const isBefore = side === 'left' || side === 'up';
  const id = newSplitId(tree, pane.id);
  const inserted = mapPanes(tree, (found) => {
    if (found.id !== target) return found;
    const children = isBefore ? [pane, found] : [found, pane];
    return { type: 'split', id, direction, children, sizes: [50, 50] };
  });
  return inserted ? tidy(inserted) : tree;
}

/** Takes a pane out; its neighbours share its room. Undefined when it was the only one. */
export function removePane(tree: PaneTree, id: string): PaneTree | undefined {
  return keepPanes(tree, (pane) => pane.id !== id);
}

/** Takes out all panes but those. */
export function keepPanes(tree: PaneTree, keeps: (pane: Pane) => boolean): PaneTree | undefined {
  const kept = mapPanes(tree, (pane) => (keeps(pane) ? pane : undefined));
  return kept && tidy(kept);
}

/** Takes a pane out and puts it at a side of another one. */
export function movePane(tree: PaneTree, id: string, target: string, side: Side): PaneTree {
  const pane = findPane(tree, id);
  if (!pane || id === target || !findPane(tree, target)) return tree;
  const rest = removePane(tree, id);
  return rest ? insertPane(rest, target, side, pane) : tree;
}

/** Two panes take each other's place. */
export function swapPanes(tree: PaneTree, one: string, other: string): PaneTree {
  const [first, second] = [findPane(tree, one), findPane(tree, other)];
  if (!first || !second) return tree;
  const swapped = mapPanes(tree, (pane) => {
    if (pane.id === one) return second;
    return pane.id === other ? first : pane;
  });
  return swapped ?? tree;
}

/** A pane shows another agent, which no other pane shows. */
export function showAgent(tree: PaneTree, id: string, agent: string): PaneTree {
  return mapPanes(tree, (pane) => (pane.id === id ? { ...pane, agent } : pane)) ?? tree;
}

/** Gives the children of a split other sizes. */
export function resizeSplit(tree: PaneTree, id: string, sizes: readonly number[]): PaneTree {
  return mapSplits(tree, (split) =>
    split.id === id && sizes.length === split.children.length ? { ...split, sizes: toHundred(sizes) } : split,
  );
}

/** Panes beside each other become equally large. */
export function equalize(tree: PaneTree): PaneTree {
  return mapSplits(tree, (split) => ({ ...split, sizes: toHundred(split.children.map(() => 1)) }));
}

/**
 * The same panes as a tree that has no needless splits: none with a single child, none inside one of the same direction.
 * Each agent and each pane is there once, the first time, and sizes add up to 100.
 */
export function tidy(tree: PaneTree): PaneTree {
  const seen = new Set<string>();
  const once = mapPanes(tree, (pane) => {
    if (seen.has(`agent ${pane.agent}`) || seen.has(`pane ${pane.id}`)) return undefined;
    seen.add(`agent ${pane.agent}`).add(`pane ${pane.id}`);
    return pane;
  });
  return once ? merged(once) : tree;
}

function merged(tree: PaneTree): PaneTree {
  if (tree.type === 'agent') return tree;
  const sizes = toHundred(tree.sizes.slice(0, tree.children.length));
  const parts = tree.children.map(merged).flatMap((child, index) => {
    const size = sizes[index] ?? 0;
    if (child.type === 'agent' || child.direction !== tree.direction) return [{ child, size }];
    return child.children.map((inner, at) => ({ child: inner, size: (size * (child.sizes[at] ?? 0)) / 100 }));
  });
  const [only, ...others] = parts;
  if (only && others.length === 0) return only.child;
  return { ...tree, children: parts.map(({ child }) => child), sizes: toHundred(parts.map(({ size }) => size)) };
}

/** A tree with other panes; one of which nothing is left is undefined. Sizes of those that are left keep their ratio. */
function mapPanes(tree: PaneTree, change: (pane: Pane) => PaneTree | undefined): PaneTree | undefined {
  if (tree.type === 'agent') return change(tree);
  const children = tree.children.map((child) => mapPanes(child, change));
  const kept = children.flatMap((child, index) => (child ? [{ child, size: tree.sizes[index] ?? 0 }] : []));
  if (kept.length === 0) return undefined;
  return { ...tree, children: kept.map(({ child }) => child), sizes: toHundred(kept.map(({ size }) => size)) };
}

/** A pane that is moved may have made a split before that is still there. */
function newSplitId(tree: PaneTree, pane: string): string {
  const taken = new Set(splitIds(tree));
  let id = `${pane}+`;
  while (taken.has(id)) id += '+';
  return id;
}

function splitIds(tree: PaneTree): readonly string[] {
  return tree.type === 'agent' ? [] : [tree.id, ...tree.children.flatMap(splitIds)];
}

function mapSplits(tree: PaneTree, change: (split: Split) => Split): PaneTree {
  if (tree.type === 'agent') return tree;
  return change({ ...tree, children: tree.children.map((child) => mapSplits(child, change)) });
}

/** The same ratios, adding up to 100. What has no size gets as much as the others have on average. */
function toHundred(sizes: readonly number[]): readonly number[] {
  const known = sizes.filter((size) => size > 0);
  const average = known.length === 0 ? 1 : known.reduce(sum, 0) / known.length;
  const positive = sizes.map((size) => (size > 0 ? size : average));
  const whole = positive.reduce(sum, 0);
  return positive.map((size) => (size / whole) * 100);
}

const sum = (one: number, other: number) => one + other;
