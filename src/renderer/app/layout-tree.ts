import type { NodeOf, ViewNode } from '../../shared/vocabulary';
import { views } from './route';

/** The arrangement of a window whose Lua does not run, or whose layout would leave nothing to work with. */
export const builtInLayout: ViewNode = {
  kind: 'row',
  grow: 1,
  children: [
    { kind: 'sidebar', views: [...views] },
    { kind: 'main', grow: 1 },
  ],
};

/** What a layout lacks that nobody could do without; undefined: nothing. */
export function lackOf(layout: ViewNode): string | undefined {
  const nodes = [...visibleNodes(layout)];
  const mains = nodes.filter(({ kind }) => kind === 'main').length;
  if (mains === 0) return 'It has no main part, where the chosen view would be.';
  if (mains > 1) return 'It has more than one main part.';
  return nodes.some(({ kind }) => kind === 'sidebar') ? undefined : 'It has no sidebar, so no view could be chosen.';
}

/** What the sidebar lists. */
export function listedIn(layout: ViewNode): readonly string[] {
  for (const node of visibleNodes(layout)) if (isSidebar(node)) return node.views;
  return [];
}

const isSidebar = (node: ViewNode): node is NodeOf<'sidebar'> => node.kind === 'sidebar';

function* visibleNodes(node: ViewNode): Generator<ViewNode> {
  if (node.hidden) return;
  yield node;
  if ('children' in node) for (const child of node.children) yield* visibleNodes(child);
}
