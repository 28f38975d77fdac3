import { boundText, type NodeOf, type ViewNode } from '../../../../shared/vocabulary';
import type { Box, BoxStyle } from '../layout/box';
import { cut, oneLine, textWidth } from '../screen/graphemes';
import { toneStyle } from '../screen/style';
import type { Surface } from '../screen/surface';
import { sizeOf } from './parts';
import type { Spot } from './world';

type Boxy = NodeOf<'row' | 'column' | 'panel' | 'tabs' | 'form' | 'status_bar'>;

/** How the children of a container stand. */
export function boxStyle(node: Boxy, direction: 'row' | 'column'): BoxStyle {
  const { gap, padding, align, justify, scroll } = node;
  return { ...sizeOf(node), direction, gap, padding, align, justify, ...(scroll && { scroll: 'all' }) };
}

export function drawRow(node: NodeOf<'row'>, spot: Spot): Box {
  return { id: spot.id, style: boxStyle(node, 'row'), children: spot.boxes(node.children) };
}

export function drawColumn(node: NodeOf<'column'>, spot: Spot): Box {
  return { id: spot.id, style: boxStyle(node, 'column'), children: spot.boxes(node.children) };
}

export function drawPanel(node: NodeOf<'panel'>, spot: Spot): Box {
  const { title, tone } = node;
  const text = title === undefined ? '' : oneLine(boundText(title, spot.world.entities));
  return {
    id: spot.id,
    style: { ...boxStyle(node, 'column'), border: true },
    children: spot.boxes(node.children),
    paint(surface) {
      paintBorder(surface, text, tone === undefined ? { dim: true } : toneStyle(tone));
      return undefined;
    },
  };
}

/** Lines around a surface, with a title in the upper one. */
export function paintBorder(surface: Surface, title: string, style: ReturnType<typeof toneStyle>): void {
  const { width, height } = surface;
  if (width < 2 || height < 2) return;
  const line = '─'.repeat(width - 2);
  surface.write(0, 0, `╭${line}╮`, style);
  for (let y = 1; y < height - 1; y++) {
    surface.write(0, y, '│', style);
    surface.write(width - 1, y, '│', style);
  }
  surface.write(0, height - 1, `╰${line}╯`, style);
  if (title !== '' && width > 6)
    surface.write(2, 0, ` ${cut(title, width - 6)} `, { ...style, dim: false, bold: true });
}

export function drawTabs(node: NodeOf<'tabs'>, spot: Spot): Box {
  const { id, world } = spot;
  const state = world.kept<TabsState>(id, () => ({ shown: 0 }));
  state.shown = Math.min(state.shown, Math.max(0, node.children.length - 1));
  const child = node.children[state.shown];
  return {
    id,
    style: boxStyle({ ...node, scroll: undefined }, 'column'),
    children: [
      tabLine(node.titles.slice(0, Math.max(1, node.children.length)), state, spot),
      {
        id: `${id}/page`,
        style: { direction: 'column', grow: 1, ...(node.scroll && { scroll: 'all' }) },
        children: child ? spot.boxes([keyed(child, state.shown)]) : [],
      },
    ],
  };
}

/** Pages of the same shape keep what they hold apart. */
function keyed(node: ViewNode, page: number): ViewNode {
  return node.key === undefined ? { ...node, key: `page-${page}` } : node;
}

interface TabsState {
  shown: number;
}

function tabLine(titles: readonly string[], state: TabsState, { id, world }: Spot): Box {
  const labels = titles.map((title) => ` ${oneLine(title)} `);
  const starts = labels.map((_, index) => labels.slice(0, index).reduce((x, label) => x + textWidth(label) + 1, 0));
  const choose = (index: number) => {
    state.shown = index;
    world.changed();
  };
  const turn = (by: number) => choose((state.shown + by + labels.length) % labels.length);
  return {
    id: `${id}/titles`,
    children: [],
    style: {},
    measure: () => ({ width: (starts.at(-1) ?? 0) + textWidth(labels.at(-1) ?? ''), height: 1 }),
    paint(surface, focused) {
      for (const [index, label] of labels.entries()) {
        const isShown = index === state.shown;
        surface.write(starts[index] ?? 0, 0, label, {
          ...(isShown ? { bold: true, underline: !focused, inverse: focused } : { dim: true }),
        });
      }
      return undefined;
    },
    control: {
      key({ key }) {
        if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false;
        turn(key === 'ArrowLeft' ? -1 : 1);
        return true;
      },
      click({ x }) {
        const index = starts.findLastIndex((start) => x >= start);
        if (index >= 0) choose(index);
      },
    },
  };
}

export function drawSpacer(node: NodeOf<'spacer'>, { id }: Spot): Box {
  const isSized = node.width !== undefined || node.height !== undefined;
  return { id, style: { ...sizeOf(node), ...(!isSized && { grow: node.grow ?? 1 }) }, children: [] };
}

/** A line across, or downwards in a row: it is as long as what it stands in. */
export function drawDivider(node: NodeOf<'divider'>, { id }: Spot): Box {
  return {
    id,
    children: [],
    style: { ...sizeOf(node), shrinks: false },
    measure: () => ({ width: 1, height: 1 }),
    paint(surface) {
      const { width, height } = surface;
      if (height > width) for (let y = 0; y < height; y++) surface.write(0, y, '│', { dim: true });
      else surface.write(0, 0, '─'.repeat(width), { dim: true });
      return undefined;
    },
  };
}
