import type { LuaState } from '../../../../shared/contract';
import type { ViewNode } from '../../../../shared/vocabulary';

const others = '*';

/** A layout in whose sidebars `*` is replaced by the names of all views of Lua that are not listed there. */
export function withOthers(node: ViewNode, views: LuaState['views']): ViewNode {
  if (node.kind === 'sidebar') {
    if (!node.views.includes(others)) return node;
    const listed = new Set(node.views.map((name) => name.replace(/^view\//, '')));
    const names = views.filter(({ name, terminal }) => !listed.has(name) && name !== 'layout' && terminal !== true);
    return {
      ...node,
      views: node.views.flatMap((name) => (name === others ? names.map((view) => view.name) : [name])),
    };
  }
  if (!('children' in node)) return node;
  return { ...node, children: node.children.map((child) => withOthers(child, views)) };
}
