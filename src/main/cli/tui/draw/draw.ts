import type { NodeKind, NodeOf, ViewNode } from '../../../../shared/vocabulary';
import type { Box } from '../layout/box';
import { drawCanvas } from './canvas';
import { drawChart, drawProgress } from './charts';
import { drawMain, drawSidebar, drawStatusBar, drawView } from './chrome';
import { drawColumn, drawDivider, drawPanel, drawRow, drawSpacer, drawTabs } from './containers';
import { drawCheckbox, drawForm, drawInput, drawSelect } from './fields';
import { drawAgentList, drawList } from './lists';
import { drawFacts, drawTable } from './tables';
import { drawTerminal } from './terminals';
import {
  drawAlert,
  drawBadge,
  drawButton,
  drawCode,
  drawEmpty,
  drawHeading,
  drawKeys,
  drawLink,
  drawParagraph,
  drawText,
} from './texts';
import type { Spot, World } from './world';

/** How nodes of each kind are drawn in a terminal. */
const drawers: { readonly [Kind in NodeKind]: (node: NodeOf<Kind>, spot: Spot) => Box } = {
  ...{ row: drawRow, column: drawColumn, panel: drawPanel, tabs: drawTabs, spacer: drawSpacer, divider: drawDivider },
  ...{ text: drawText, heading: drawHeading, paragraph: drawParagraph, code: drawCode, badge: drawBadge },
  ...{ keys: drawKeys, link: drawLink, alert: drawAlert, empty: drawEmpty, button: drawButton },
  ...{ facts: drawFacts, list: drawList, table: drawTable, progress: drawProgress, chart: drawChart },
  ...{ agent_list: drawAgentList, terminal: drawTerminal, canvas: drawCanvas },
  ...{ form: drawForm, input: drawInput, select: drawSelect, checkbox: drawCheckbox },
  ...{ sidebar: drawSidebar, main: drawMain, view: drawView, status_bar: drawStatusBar },
};

/** The boxes of a tree of a view. */
export function drawTree(tree: ViewNode, view: string, world: World): Box {
  const [box] = spotAt({ id: view, view, world, form: undefined, inside: [view] }).boxes([tree]);
  return box ?? { id: view, style: {}, children: [] };
}

function spotAt(spot: Omit<Spot, 'boxes'>): Spot {
  return {
    ...spot,
    boxes: (nodes, change) =>
      nodes.flatMap((node, index) => {
        const around = { ...spot, ...change };
        if (node.hidden) return [];
        return [drawNode(node, spotAt({ ...around, id: `${around.id}/${node.key ?? `${node.kind}-${index}`}` }))];
      }),
  };
}

function drawNode<Kind extends NodeKind>(node: NodeOf<Kind>, spot: Spot): Box {
  // The table has the drawer of exactly this kind.
  const draw = drawers[node.kind] as (node: NodeOf<Kind>, spot: Spot) => Box;
  return draw(node, spot);
}
