import { expect, test } from 'vitest';
import {
  close,
  focus,
  focusBeside,
  focusedAgent,
  type PanePlace,
  settled,
  show,
  swapBeside,
  toggleZoom,
  visiblePanes,
} from '../../../../src/renderer/features/agents/panes/layout';
import { panesOf } from '../../../../src/renderer/features/agents/panes/pane-tree';
import type { Layout } from '../../../../src/shared/vocabulary';

/** Shows agents one after the other; "b right a" is b at the right of the pane of a. */
function shown(...steps: string[]): Layout {
  let count = 0;
  return steps.reduce<Layout>((layout, step) => {
    const [agent = '', at, of] = step.split(' ');
    const pane = panesOf(layout.root).find((one) => one.agent === of)?.id;
    const place = pane && at ? ({ pane, at } as PanePlace) : undefined;
    return show(layout, agent, () => `p${++count}`, place);
  }, {});
}

const agents = ({ root }: Layout) => panesOf(root).map(({ agent }) => agent);
const paneOf = ({ root }: Layout, agent: string) => panesOf(root).find((pane) => pane.agent === agent)?.id ?? '';

test.each<[string, string[], string[], string]>([
  ['the first one fills the view', ['a'], ['a'], 'a'],
  ['the next one takes its place', ['a', 'b'], ['b'], 'b'],
  ['one beside another', ['a', 'b right a'], ['a', 'b'], 'b'],
  ['one that is shown gets the keyboard', ['a', 'b right a', 'a'], ['a', 'b'], 'a'],
  ['one in place of the focused one', ['a', 'b right a', 'a', 'c'], ['c', 'b'], 'c'],
  ['one that is shown moves to a side', ['a', 'b right a', 'b left a'], ['b', 'a'], 'b'],
  ['one dropped onto the middle of another changes places with it', ['a', 'b right a', 'a center b'], ['b', 'a'], 'a'],
  ['one dropped onto itself stays', ['a', 'b right a', 'b center b'], ['a', 'b'], 'b'],
])('%s', (_, steps, expected, focused) => {
  const layout = shown(...steps);
  expect(agents(layout)).toEqual(expected);
  expect(focusedAgent(layout)).toBe(focused);
});

test('a zoomed pane is the only one that is seen, until it is no longer zoomed or another one is wanted', () => {
  const layout = shown('a', 'b right a');
  const zoomed = toggleZoom(layout, paneOf(layout, 'b'));
  expect(visiblePanes(zoomed).map(({ agent }) => agent)).toEqual(['b']);
  expect(visiblePanes(toggleZoom(zoomed, paneOf(layout, 'b')))).toHaveLength(2);
  expect(visiblePanes(focus(zoomed, paneOf(layout, 'a'))).map(({ agent }) => agent)).toEqual(['a']);
  expect(visiblePanes(show(zoomed, 'c', () => 'new')).map(({ agent }) => agent)).toEqual(['c']);
  expect(toggleZoom(shown('a'), 'p1').zoomed).toBeUndefined();
});

test('when a pane is closed, the one beside it gets the keyboard', () => {
  const layout = shown('a', 'b right a', 'c down b');
  const rest = close(layout, paneOf(layout, 'c'));
  expect(agents(rest)).toEqual(['a', 'b']);
  expect(['a', 'b']).toContain(focusedAgent(rest));
  expect(focusedAgent(close(layout, paneOf(layout, 'a')))).toBe('c');
  expect(close(shown('a'), 'p1')).toEqual({});
});

test('the keyboard moves to neighbours, and panes change places with them', () => {
  const layout = shown('a', 'b right a');
  expect(focusedAgent(focusBeside(layout, 'left'))).toBe('a');
  expect(focusBeside(layout, 'up')).toBe(layout);
  const swapped = swapBeside(layout, 'left');
  expect(agents(swapped)).toEqual(['b', 'a']);
  expect(focusedAgent(swapped)).toBe('b');
});

test('agents that are gone leave the layout, and what is focused is always there', () => {
  const layout = shown('a', 'b right a', 'c down b');
  const kept = settled(layout, (agent) => agent !== 'c');
  expect(agents(kept)).toEqual(['a', 'b']);
  expect(focusedAgent(kept)).toBe('a');
  expect(settled(layout, () => false)).toEqual({});
  expect(settled({}, () => true)).toEqual({});
});
