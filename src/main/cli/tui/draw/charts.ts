import type { NodeOf, Tone } from '../../../../shared/vocabulary';
import type { Box } from '../layout/box';
import { cut, oneLine, textWidth } from '../screen/graphemes';
import { toneStyle } from '../screen/style';
import type { Surface } from '../screen/surface';
import { sizeOf } from './parts';
import type { Spot } from './world';

type Series = NodeOf<'chart'>['series'][number];

const plotRows = 7;
const barTones: readonly Tone[] = ['accent', 'success', 'warning', 'danger', 'neutral', 'muted'];
const eighths = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

export function drawProgress({ label, value, tone = 'accent', ...node }: NodeOf<'progress'>, { id, world }: Spot): Box {
  const percent = value === undefined ? '' : `${Math.round(value * 100)}%`;
  const name = label === undefined ? '' : `${oneLine(label)} `;
  return {
    id,
    children: [],
    style: sizeOf(node),
    measure: (width) => ({ width: Math.min(width, Math.max(20, textWidth(name) + 16)), height: 1 }),
    paint(surface) {
      const start = surface.write(0, 0, cut(name, Math.floor(surface.width / 2)));
      const room = surface.width - start - 5;
      const style = toneStyle(tone);
      for (let x = 0; x < room; x++) {
        const isFull =
          value === undefined ? Math.abs(((world.animate() + x) % 12) - 2) < 3 : x < Math.round(value * room);
        surface.write(start + x, 0, isFull ? '█' : '░', isFull ? style : { dim: true });
      }
      surface.write(surface.width - textWidth(percent), 0, percent, { bold: true });
      return undefined;
    },
  };
}

/** Lines in braille, or bars in eighths of a cell, with the least and the greatest value beside them. */
export function drawChart(node: NodeOf<'chart'>, { id }: Spot): Box {
  const { title, labels = [], series, unit = '' } = node;
  const isBar = node.type === 'bar';
  const values = series.flatMap((each) => each.values);
  const low = isBar ? Math.min(0, ...values) : Math.min(...values, Number.POSITIVE_INFINITY);
  const range = {
    low: Number.isFinite(low) ? low : 0,
    high: Math.max(...values, isBar ? 0 : Number.NEGATIVE_INFINITY),
  };
  const hasLegend = series.length > 1 || unit !== '';
  const above = title !== undefined || hasLegend ? 1 : 0;
  const below = labels.length > 0 ? 1 : 0;
  return {
    id,
    children: [],
    style: { ...sizeOf(node), shrinks: true },
    measure: (width) => ({ width: Math.min(width, 60), height: above + plotRows + below, least: above + 3 + below }),
    paint(surface) {
      const { width, height } = surface;
      const end = title === undefined ? 0 : surface.write(0, 0, cut(oneLine(title), width), { bold: true }) + 3;
      if (hasLegend) paintLegend(surface.part({ x: end, y: 0, width: width - end, height: 1 }), node);
      if (values.length === 0) {
        surface.write(0, above, 'No values.', { dim: true });
        return undefined;
      }
      const axis = [range.high, range.low].map(shortNumber);
      const left = Math.max(...axis.map(textWidth)) + 1;
      const rows = Math.max(1, height - above - below);
      const plot = surface.part({ x: left, y: above, width: width - left, height: rows });
      surface.write(left - 1 - textWidth(axis[0] ?? ''), above, axis[0] ?? '', { dim: true });
      if (rows > 1) surface.write(left - 1 - textWidth(axis[1] ?? ''), above + rows - 1, axis[1] ?? '', { dim: true });
      if (isBar) paintBars(plot, series, range);
      else paintLines(plot, series, range);
      if (labels.length > 0)
        paintLabels(surface.part({ x: left, y: above + rows, width: width - left, height: 1 }), labels, isBar);
      return undefined;
    },
  };
}

interface Range {
  readonly low: number;
  readonly high: number;
}

function toneOf({ tone }: Series, index: number): Tone {
  return tone ?? barTones[index % barTones.length] ?? 'neutral';
}

/** From 0 to 1. */
function share(value: number, { low, high }: Range): number {
  return high === low ? 0.5 : (value - low) / (high - low);
}

function paintBars(surface: Surface, series: readonly Series[], range: Range): void {
  const { width, height } = surface;
  const count = Math.max(...series.map(({ values }) => values.length));
  // Bars begin between two rows, as there are only blocks that stand on the ground of one.
  const zero = Math.round(share(0, range) * height) * 8;
  for (const [order, each] of series.entries()) {
    const style = toneStyle(toneOf(each, order));
    for (const [index, value] of each.values.entries()) {
      const [from, to] = group(index, count, width);
      const bar = Math.max(1, Math.floor((to - from - (to - from > series.length ? 1 : 0)) / series.length));
      const end = value === 0 ? zero : Math.round(share(value, range) * height * 8);
      for (let row = 0; row < height; row++) {
        const ground = (height - 1 - row) * 8;
        const filled = within(Math.max(end, zero) - ground) - within(Math.min(end, zero) - ground);
        if (filled === 0) continue;
        // What hangs down is what remains of the block below it.
        const [block, face] =
          end < zero ? [eighths[8 - filled], { ...style, inverse: true }] : [eighths[filled], style];
        surface.write(from + order * bar, row, (block ?? ' ').repeat(bar), face);
      }
    }
  }
}

/** Eighths of a cell. */
function within(eighth: number): number {
  return Math.max(0, Math.min(8, eighth));
}

/** The columns of one of so many values. */
function group(index: number, count: number, width: number): readonly [number, number] {
  return [Math.floor((index * width) / count), Math.floor(((index + 1) * width) / count)];
}

const dots = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];

/** Lines that cross share the dots of a cell; its colour is that of the last. */
function paintLines(surface: Surface, series: readonly Series[], range: Range): void {
  const { width, height } = surface;
  const cells = new Uint8Array(Math.max(0, width * height));
  for (const [index, { values, ...each }] of series.entries()) {
    const style = toneStyle(toneOf({ values, ...each }, index));
    for (const [x, y] of dotsOf(values, range, { across: width * 2, down: height * 4 })) {
      const at = Math.floor(y / 4) * width + Math.floor(x / 2);
      cells[at] = (cells[at] ?? 0) | (dots[y % 4]?.[x % 2] ?? 0);
      surface.write(at % width, Math.floor(at / width), String.fromCharCode(0x2800 + (cells[at] ?? 0)), style);
    }
  }
}

/** The dots of a line through all values, each joined with the one before. */
function* dotsOf(
  values: readonly number[],
  range: Range,
  { across, down }: { readonly across: number; readonly down: number },
): Generator<readonly [x: number, y: number]> {
  if (values.length === 0) return;
  const place = (x: number) => {
    const at = (x / Math.max(1, across - 1)) * (values.length - 1);
    const [first = 0, second = first] = [values[Math.floor(at)], values[Math.ceil(at)]];
    return Math.round((1 - share(first + (second - first) * (at % 1), range)) * (down - 1));
  };
  let last = place(0);
  for (let x = 0; x < across; x++) {
    const y = place(x);
    for (let step = Math.min(last, y); step <= Math.max(last, y); step++) yield [x, step];
    last = y;
  }
}

function paintLabels(surface: Surface, labels: readonly string[], isBar: boolean): void {
  let free = 0;
  for (const [index, label] of labels.entries()) {
    const text = cut(oneLine(label), surface.width);
    const isLast = index === labels.length - 1;
    const at = isBar
      ? group(index, labels.length, surface.width)[0]
      : Math.round((index * (surface.width - 1)) / Math.max(1, labels.length - 1)) - (isLast ? textWidth(text) - 1 : 0);
    if (at < free || at + textWidth(text) > surface.width) continue;
    free = surface.write(at, 0, text, { dim: true }) + 1;
  }
}

function paintLegend(surface: Surface, { series, unit = '' }: NodeOf<'chart'>): void {
  let x = 0;
  for (const [index, each] of series.entries()) {
    x = surface.write(x, 0, '■ ', toneStyle(toneOf(each, index)));
    x = surface.write(x, 0, oneLine(each.name)) + 2;
  }
  if (unit !== '') surface.write(x, 0, oneLine(unit), { dim: true });
}

function shortNumber(value: number): string {
  const size = Math.abs(value);
  for (const [letter, unit] of [
    ['G', 1e9],
    ['M', 1e6],
    ['k', 1e3],
  ] as const)
    if (size >= unit) return `${Number((value / unit).toFixed(1))}${letter}`;
  return String(Number(value.toFixed(2)));
}
