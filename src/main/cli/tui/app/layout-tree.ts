import type { ViewNode } from '../../../../shared/vocabulary';

/** How the screen is arranged while Lua says nothing about it. */
export const usualLayout: ViewNode = {
  kind: 'column',
  children: [
    {
      kind: 'row',
      grow: 1,
      gap: 1,
      children: [
        { kind: 'sidebar', views: ['agents', 'activity', 'rules', 'lua', 'status'] },
        { kind: 'main', grow: 1 },
      ],
    },
    { kind: 'status_bar', children: [] },
  ],
};

/** The views of the first sidebar, in its order: those of the keys 1 to 9. */
export function sidebarViews(node: ViewNode): readonly string[] {
  if (node.kind === 'sidebar') return node.views;
  for (const child of 'children' in node ? node.children : []) {
    const views = sidebarViews(child);
    if (views.length > 0) return views;
  }
  return [];
}

/** Whether there is a place in it for how things are. */
export function hasStatusBar(node: ViewNode): boolean {
  return node.kind === 'status_bar' || ('children' in node && node.children.some(hasStatusBar));
}
