import Yoga, { Align, Edge, FlexDirection, Gutter, Justify, MeasureMode, type Node, PositionType } from 'yoga-layout';
import type { TerminalSize } from '../../../../shared/vocabulary';
import { type Box, type BoxStyle, contentEnd, type Placed, rowsOf } from './box';

/** Places are rounded by us: Yoga lets what measures itself overlap with what is beside it. */
const exact = Yoga.Config.create();
exact.setPointScaleFactor(0);

/** Fewer rows of something that scrolls are of no use. */
const fewestRows = 3;

const aligns = { start: Align.FlexStart, center: Align.Center, end: Align.FlexEnd, stretch: Align.Stretch };
const justifies = {
  ...{ start: Justify.FlexStart, center: Justify.Center, end: Justify.FlexEnd, between: Justify.SpaceBetween },
};

/** A node of the layout with what it is for. */
interface Laid {
  readonly box: Box;
  readonly node: Node;
  readonly children: readonly Laid[];
  /** It keeps its size, as what is around it scrolls. */
  readonly keeps: boolean;
  /** How that is directed which it stands in. */
  readonly around: 'row' | 'column' | undefined;
}

/** How far the layout has come: first what each part needs at least, then the whole in its size. */
interface Phase {
  least: boolean;
  /** What has a bar beside its content. */
  readonly bars: ReadonlySet<string>;
}

/**
 * Gives boxes their places. Parts become smaller where they can, but not smaller than what is in them needs: if that is
 * more than there is, it goes beyond the end, and what is around it scrolls.
 */
export function layOut(root: Box, size: TerminalSize): Placed {
  const placed = layOutWith(root, size, new Set());
  const bars = new Set(overflowing(placed));
  // Its bar takes a column from what scrolls.
  return bars.size === 0 ? placed : layOutWith(root, size, bars);
}

function layOutWith(root: Box, { cols, rows }: TerminalSize, bars: ReadonlySet<string>): Placed {
  const phase: Phase = { least: true, bars };
  const laid = build(root, phase, false, undefined);
  laid.node.setWidth(cols);
  laid.node.calculateLayout(cols, undefined);
  hold(laid);
  phase.least = false;
  laid.node.setMinHeight(0);
  laid.node.setHeight(rows);
  laid.node.calculateLayout(cols, rows);
  const placed = read(laid);
  laid.node.freeRecursive();
  return placed;
}

/** What scrolls now, and has no border that its bar could be in. */
function overflowing(placed: Placed): string[] {
  const { box, rect, children } = placed;
  const scrolls =
    box.style.scroll && !box.style.border && contentEnd(children) > rect.height - rowsOf(box.style.padding ?? 0);
  return [...(scrolls ? [box.id] : []), ...children.flatMap(overflowing)];
}

function build(box: Box, phase: Phase, keeps: boolean, around: 'row' | 'column' | undefined): Laid {
  const node = Yoga.Node.create(exact);
  const { style } = box;
  const direction = style.direction ?? 'column';
  node.setFlexDirection(direction === 'row' ? FlexDirection.Row : FlexDirection.Column);
  node.setFlexGrow(style.grow ?? 0);
  // Downwards all is as high as it needs to be, until that is known.
  node.setFlexShrink(around === 'row' && style.width === undefined && style.shrinks !== false ? 1 : 0);
  if (style.width !== undefined) node.setWidth(style.width);
  if (style.height !== undefined) node.setHeight(style.height);
  setSpaces(node, style);
  if (phase.bars.has(box.id)) node.setPadding(Edge.Right, Math.max(1, style.padding ?? 0));
  if (style.border) node.setBorder(Edge.All, 1);
  if (style.align) node.setAlignItems(aligns[style.align]);
  if (style.justify) node.setJustifyContent(justifies[style.justify]);
  node.setPositionType(PositionType.Relative);
  if (style.scroll && style.height === undefined) node.setMaxHeight(fewestRows);
  measureBy(node, box, phase, keeps);
  const inside = keeps || style.scroll === 'all';
  const children = box.children.map((child, index) => {
    const laid = build(child, phase, inside, direction);
    node.insertChild(laid.node, index);
    return laid;
  });
  return { box, node, children, keeps, around };
}

/** Cells are twice as high as they are wide, so there are half as many downwards. */
function setSpaces(node: Node, { gap = 0, padding = 0 }: BoxStyle): void {
  node.setGap(Gutter.Column, gap);
  node.setGap(Gutter.Row, rowsOf(gap));
  node.setPadding(Edge.Horizontal, padding);
  node.setPadding(Edge.Vertical, rowsOf(padding));
}

function measureBy(node: Node, { measure }: Box, phase: Phase, keeps: boolean): void {
  if (!measure) return;
  node.setMeasureFunc((width, widthMode) => {
    const room = widthMode === MeasureMode.Undefined ? Number.POSITIVE_INFINITY : Math.floor(width);
    const size = measure(room);
    const height = phase.least && !keeps ? Math.min(size.height, size.least ?? size.height) : size.height;
    return { width: Math.min(size.width, room), height };
  });
}

/** Nothing becomes smaller than it was when it was asked what it needs. */
function hold({ box, node, children, keeps, around }: Laid): void {
  const { style } = box;
  if (around === 'column' && style.height === undefined && style.shrinks !== false && !keeps) node.setFlexShrink(1);
  const height = node.getComputedHeight();
  if (style.scroll && style.height === undefined) {
    node.setMinHeight(Math.min(height, fewestRows));
    node.setMaxHeight(undefined);
  } else if (style.height === undefined && !keeps) node.setMinHeight(height);
  if (box.measure) node.markDirty();
  for (const child of children) hold(child);
}

/** @param left @param top of what is around it, exactly */
function read({ box, node, children }: Laid, left = 0, top = 0): Placed {
  const layout = node.getComputedLayout();
  const [x, y] = [left + layout.left, top + layout.top];
  const rect = {
    x: Math.round(x) - Math.round(left),
    y: Math.round(y) - Math.round(top),
    width: Math.round(x + layout.width) - Math.round(x),
    height: Math.round(y + layout.height) - Math.round(y),
  };
  return { box, rect, children: children.map((child) => read(child, x, y)) };
}
