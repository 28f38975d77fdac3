import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neighbourOf, paneBoxes } from '../../../../src/renderer/features/agents/panes/neighbour';
import {
  equalize,
  insertPane,
  keepPanes,
  movePane,
  panesOf,
  removePane,
  resizeSplit,
  type Side,
  showAgent,
  swapPanes,
  tidy,
} from '../../../../src/renderer/features/agents/panes/pane-tree';
import type { PaneTree } from '../../../../src/shared/vocabulary';

const sides: readonly Side[] = ['left', 'right', 'up', 'down'];
const opposite: Record<Side, Side> = { left: 'right', right: 'left', up: 'down', down: 'up' };

type Step =
  | { readonly type: 'insert' | 'move'; readonly at: number; readonly to: number; readonly side: Side }
  | { readonly type: 'swap'; readonly at: number; readonly to: number }
  | { readonly type: 'remove'; readonly at: number }
  | { readonly type: 'resize'; readonly sizes: readonly number[] }
  | { readonly type: 'equalize' };

const at = fc.nat(30);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ type: fc.constant('insert' as const), at, to: at, side: fc.constantFrom(...sides) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ type: fc.constant('move' as const), at, to: at, side: fc.constantFrom(...sides) }),
    },
    fc.record({ type: fc.constant('swap' as const), at, to: at }),
    fc.record({ type: fc.constant('remove' as const), at }),
    fc.record({
      type: fc.constant('resize' as const),
      sizes: fc.array(fc.double({ min: 0.1, max: 90, noNaN: true }), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('equalize' as const) }),
  ),
  { maxLength: 40 },
);

/** What a person may do, one after the other, and which agents must be shown after it. */
function play(all: readonly Step[]): { tree: PaneTree; agents: Set<string>; trees: PaneTree[] } {
  let tree: PaneTree = { type: 'agent', id: 'p0', agent: 'a0' };
  const agents = new Set(['a0']);
  const trees: PaneTree[] = [tree];
  let count = 1;
  for (const step of all) {
    const panes = panesOf(tree);
    const pane = (index: number) => panes[index % panes.length]?.id ?? '';
    if (step.type === 'insert') {
      const added = { type: 'agent' as const, id: `p${count}`, agent: `a${count}` };
      count++;
      agents.add(added.agent);
      tree = insertPane(tree, pane(step.to), step.side, added);
    } else if (step.type === 'move') tree = movePane(tree, pane(step.at), pane(step.to), step.side);
    else if (step.type === 'swap') tree = swapPanes(tree, pane(step.at), pane(step.to));
    else if (step.type === 'equalize') tree = equalize(tree);
    else if (step.type === 'resize') tree = resizeSplit(tree, splitsOf(tree)[0]?.id ?? '', step.sizes);
    else if (panes.length > 1) {
      agents.delete(panes[step.at % panes.length]?.agent ?? '');
      tree = removePane(tree, pane(step.at)) ?? tree;
    }
    trees.push(tree);
  }
  return { tree, agents, trees };
}

type SplitTree = Extract<PaneTree, { type: 'split' }>;

function splitsOf(tree: PaneTree): readonly SplitTree[] {
  return tree.type === 'agent' ? [] : [tree, ...tree.children.flatMap(splitsOf)];
}

test('whatever is split, closed, moved and swapped, each agent that was not closed is shown once', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const { tree, agents } = play(all);
      const shown = panesOf(tree);
      expect(shown.map(({ agent }) => agent).sort()).toEqual([...agents].sort());
      expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
    }),
  );
});

test('sizes always add up to 100, and no split is needless or has the name of another', () => {
  fc.assert(
    fc.property(steps, (all) => {
      for (const tree of play(all).trees) {
        const splits = splitsOf(tree);
        expect(new Set(splits.map(({ id }) => id)).size).toBe(splits.length);
        for (const { children, sizes, direction } of splits) {
          expect(children.length).toBeGreaterThan(1);
          expect(sizes).toHaveLength(children.length);
          expect(sizes.reduce((sum, size) => sum + size, 0)).toBeCloseTo(100, 6);
          expect(sizes.every((size) => size > 0)).toBe(true);
          expect(children.every((child) => child.type === 'agent' || child.direction !== direction)).toBe(true);
        }
      }
    }),
  );
});

test('panes fill the window without a gap, and whoever goes to a neighbour can come back to where that borders', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const { tree } = play(all);
      const boxes = paneBoxes(tree);
      const area = boxes.reduce((sum, { left, right, top, bottom }) => sum + (right - left) * (bottom - top), 0);
      expect(area).toBeCloseTo(1, 6);
      for (const { id } of boxes) {
        for (const side of sides) {
          const beside = neighbourOf(tree, id, side);
          if (beside === undefined) continue;
          expect(beside).not.toBe(id);
          expect(neighbourOf(tree, beside, opposite[side])).toBeDefined();
        }
      }
    }),
  );
});

const pane = (agent: string): PaneTree => ({ type: 'agent', id: `pane-${agent}`, agent });
const row = (...children: PaneTree[]): PaneTree => split('row', children);
const column = (...children: PaneTree[]): PaneTree => split('column', children);
function split(direction: 'row' | 'column', children: PaneTree[]): PaneTree {
  const id = `${direction} of ${children.map(({ id }) => id)}`;
  return { type: 'split', id, direction, children, sizes: children.map(() => 100 / children.length) };
}

/** "a", "(a | b)" side by side, "(a / b)" on top of each other. */
function drawn(tree: PaneTree | undefined): string {
  if (!tree) return '';
  if (tree.type === 'agent') return tree.agent;
  return `(${tree.children.map(drawn).join(tree.direction === 'row' ? ' | ' : ' / ')})`;
}

const three = row(pane('a'), column(pane('b'), pane('c')));

test.each<[string, PaneTree | undefined, string]>([
  ['split right', insertPane(pane('a'), 'pane-a', 'right', { type: 'agent', id: 'n', agent: 'n' }), '(a | n)'],
  ['split up', insertPane(pane('a'), 'pane-a', 'up', { type: 'agent', id: 'n', agent: 'n' }), '(n / a)'],
  ['split in the same direction', insertPane(three, 'pane-a', 'left', pane('n') as never), '(n | a | (b / c))'],
  ['split in a column', insertPane(three, 'pane-c', 'down', pane('n') as never), '(a | (b / c / n))'],
  ['split at a pane that is not there', insertPane(three, 'nowhere', 'down', pane('n') as never), '(a | (b / c))'],
  ['close one of a column', removePane(three, 'pane-c'), '(a | b)'],
  ['close the side', removePane(three, 'pane-a'), '(b / c)'],
  ['close the only one', removePane(pane('a'), 'pane-a'), ''],
  ['move to another side', movePane(three, 'pane-a', 'pane-c', 'down'), '(b / c / a)'],
  ['move onto itself', movePane(three, 'pane-a', 'pane-a', 'down'), '(a | (b / c))'],
  ['swap', swapPanes(three, 'pane-a', 'pane-c'), '(c | (b / a))'],
  ['show another agent', showAgent(three, 'pane-b', 'n'), '(a | (n / c))'],
  ['keep those that exist', keepPanes(three, ({ agent }) => agent !== 'a' && agent !== 'b'), 'c'],
  ['an agent twice', tidy(row(pane('a'), column(pane('a'), pane('b')))), '(a | b)'],
])('%s', (_, tree, expected) => {
  expect(drawn(tree)).toBe(expected);
});

test.each<[string, Side, string | undefined]>([
  ['pane-a', 'right', 'pane-b'],
  ['pane-b', 'left', 'pane-a'],
  ['pane-b', 'down', 'pane-c'],
  ['pane-c', 'right', undefined],
  ['pane-a', 'up', undefined],
])('from %s to the %s', (from, side, expected) => {
  expect(neighbourOf(three, from, side)).toBe(expected);
});
