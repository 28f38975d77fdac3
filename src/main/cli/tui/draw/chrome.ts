import { type AgentStatus, type NodeOf, wantsPerson } from '../../../../shared/vocabulary';
import type { Box } from '../layout/box';
import { cut, oneLine, textWidth } from '../screen/graphemes';
import { boxStyle } from './containers';
import { paintGround } from './lists';
import { sizeOf, textBox } from './parts';
import { rowsBox } from './rows';
import type { Spot } from './world';

/** The name of a view in an address: "view/usage" is usage. */
export function viewNamed(address: string): string {
  return address.replace(/^view\//, '');
}

/** On a narrower screen the sidebar has only the numbers of the views. */
const narrow = 60;

export function drawSidebar(node: NodeOf<'sidebar'>, { id, world }: Spot): Box {
  const views = node.views.map(viewNamed);
  const labels = views.map((view) => oneLine(world.titleOf(view)));
  const isNarrow = world.columns < narrow;
  const width = isNarrow ? 5 : Math.max(12, ...labels.map((label) => textWidth(label) + 9));
  const list = rowsBox({
    ...{ id, world, width, keys: views, empty: 'No views.', selected: world.chosenView },
    style: { ...sizeOf(node), shrinks: true, ...(node.width === undefined && { width }) },
    select: (view) => world.go(view),
    paintRow(surface, index, state) {
      const base = paintGround(surface, state);
      surface.write(isNarrow ? 1 : 2, 0, index < 9 ? String(index + 1) : ' ', { ...base, dim: !base.inverse });
      if (isNarrow) return;
      const mark = world.markOf(views[index] ?? '');
      const right = textWidth(mark);
      surface.write(4, 0, cut(labels[index] ?? '', surface.width - 5 - right), base);
      surface.write(surface.width - right, 0, mark, { ...base, fg: 3 });
    },
  });
  // A line keeps it apart from what stands beside it.
  return {
    ...list,
    paint(surface, focused) {
      const edge = surface.width - 2;
      surface.fill({ x: edge, y: 0, width: 1, height: surface.height }, { dim: true }, '│');
      return list.paint?.(surface.part({ x: 0, y: 0, width: edge, height: surface.height }), focused);
    },
  };
}

export function drawMain(node: NodeOf<'main'>, spot: Spot): Box {
  const { id, world } = spot;
  return {
    id,
    isMain: true,
    // It fills what is left, unless the layout says otherwise.
    style: { ...sizeOf(node), grow: node.grow ?? 1, direction: 'column', scroll: 'rest' },
    children: [viewBox(world.chosenView, { ...spot, id: `${id}/${world.chosenView}` })],
  };
}

export function drawView(node: NodeOf<'view'>, spot: Spot): Box {
  return {
    id: spot.id,
    style: { ...sizeOf(node), direction: 'column' },
    children: [viewBox(viewNamed(node.name), spot)],
  };
}

/** What Lua has drawn of a view, and why not if it has not. */
function viewBox(name: string, spot: Spot): Box {
  const { id, world, inside } = spot;
  const box = (children: readonly Box[]): Box => ({
    id: `${id}/view`,
    style: { direction: 'column', grow: 1 },
    children,
  });
  const title = world.titleOf(name);
  if (inside.includes(name)) return box([textBox(`${id}/loop`, `${title} cannot be a part of itself.`, { fg: 1 })]);
  const view = world.view(name);
  if (view === undefined) return box([textBox(`${id}/wait`, 'Loading…', { dim: true })]);
  if (view === 'none')
    return box([
      textBox(`${id}/none`, `${title} is not there in a terminal, until Lua brings it: ui.view("${name}", …)`, {
        dim: true,
      }),
    ]);
  const { problem, tree } = view;
  const why = problem && `${title} could not be drawn anew: ${oneLine(problem.message)}`;
  return box([
    ...(why === undefined ? [] : [textBox(`${id}/problem`, why, { fg: 1 }, { prefix: '▌× ' })]),
    ...(tree ? spot.boxes([tree], { id: `${id}/view`, view: name, inside: [...inside, name], form: undefined }) : []),
    ...(tree || problem ? [] : [textBox(`${id}/wait`, 'Loading…', { dim: true })]),
  ]);
}

/** How things are, what the layout adds, and what was done last or which keys there are. */
export function drawStatusBar(node: NodeOf<'status_bar'>, spot: Spot): Box {
  const { id, world } = spot;
  const { agents } = world.entities;
  const count = (fits: (status: AgentStatus) => boolean) =>
    agents.filter(({ status }) => fits(status as AgentStatus)).length;
  const waiting = count(wantsPerson);
  const working = count((status) => status === 'working');
  const { message, hint } = world;
  const said = message?.text ?? hint;
  return {
    id,
    style: { ...boxStyle(node, 'row'), gap: node.gap ?? 2, shrinks: false },
    children: [
      textBox(`${id}/waiting`, `${waiting} waiting`, waiting > 0 ? { fg: 3, bold: true } : { dim: true }, fixed),
      textBox(`${id}/working`, `${working} working`, working > 0 ? { fg: 6 } : { dim: true }, fixed),
      ...spot.boxes(node.children),
      { id: `${id}/rest`, style: { grow: 1 }, children: [] },
      textBox(`${id}/said`, said, message ? { bold: true, ...(message.isError && { fg: 1 }) } : { dim: true }, {
        truncate: true,
      }),
    ],
  };
}

const fixed = { truncate: true, inner: { shrinks: false } };
