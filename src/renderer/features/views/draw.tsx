import type { ComponentType, ReactNode } from 'react';
import type { NodeKind, ViewNode } from '../../../shared/vocabulary';
import { Alert } from '../../ui';
import { ColumnNode, DividerNode, PanelNode, RowNode, SpacerNode, TabsNode } from './boxes';
import { ButtonNode } from './button';
import { CanvasNode } from './canvas';
import { ChartNode } from './chart/chart';
import { FactsNode, ProgressNode } from './data';
import { AgentListNode, TerminalNode } from './entity-nodes';
import { CheckboxNode, InputNode, SelectNode } from './fields';
import { FormNode } from './form';
import { MainNode, SidebarNode, StatusBarNode } from './layout-nodes';
import { ListNode } from './list';
import type { NodeProps } from './node-props';
import { placeOf } from './place';
import { TableNode } from './table';
import {
  AlertNode,
  BadgeNode,
  CodeNode,
  EmptyNode,
  HeadingNode,
  KeysNode,
  LinkNode,
  ParagraphNode,
  TextNode,
} from './texts';
import { ViewPart } from './view-part';

const renderers: { readonly [Kind in NodeKind]: ComponentType<NodeProps<Kind>> } = {
  ...{ row: RowNode, column: ColumnNode, panel: PanelNode, tabs: TabsNode, spacer: SpacerNode, divider: DividerNode },
  ...{
    text: TextNode,
    heading: HeadingNode,
    paragraph: ParagraphNode,
    code: CodeNode,
    badge: BadgeNode,
    keys: KeysNode,
  },
  ...{ link: LinkNode, alert: AlertNode, empty: EmptyNode, button: ButtonNode },
  ...{ facts: FactsNode, list: ListNode, table: TableNode, progress: ProgressNode, chart: ChartNode },
  ...{ agent_list: AgentListNode, terminal: TerminalNode, canvas: CanvasNode },
  ...{ form: FormNode, input: InputNode, select: SelectNode, checkbox: CheckboxNode },
  ...{ sidebar: SidebarNode, main: MainNode, status_bar: StatusBarNode },
  view: ({ node, style }) => (
    <ViewPart name={node.name} style={style}>
      {(tree) => <Draw node={tree} />}
    </ViewPart>
  ),
};

/** A node with all that is in it, by the app's own components. */
export function Draw({ node }: { readonly node: ViewNode }): ReactNode {
  if (node.hidden) return null;
  // The table above has the one for this kind, unless the hub is newer than this page.
  const Renderer = renderers[node.kind] as ComponentType<NodeProps<NodeKind>> | undefined;
  if (!Renderer) return <Alert severity="warning" title={`This page cannot draw a ${node.kind}. Reload it.`} />;
  return (
    <Renderer node={node} style={placeOf(node)}>
      {'children' in node ? keyed(node.children) : []}
    </Renderer>
  );
}

/** What has a key stays itself wherever it moves among its siblings; others are told apart by kind and place. */
function keyed(nodes: readonly ViewNode[]): readonly ReactNode[] {
  const taken = new Set<string>();
  return nodes.map((node, index) => {
    const wanted = node.key === undefined ? `${node.kind} ${index}` : `key ${node.key}`;
    const key = taken.has(wanted) ? `${wanted} ${index}` : wanted;
    taken.add(key);
    return <Draw key={key} node={node} />;
  });
}
