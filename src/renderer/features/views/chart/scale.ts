import type { NodeOf } from '../../../../shared/vocabulary';

export type Chart = Pick<NodeOf<'chart'>, 'type' | 'title' | 'labels' | 'series' | 'unit'>;

/** The values that the picture reaches from and to; zero is always among them. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

export function rangeOf(series: Chart['series']): Range {
  const values = series.flatMap((each) => each.values);
  const low = values.reduce((least, value) => Math.min(least, value), 0);
  const high = roundUp(values.reduce((most, value) => Math.max(most, value), 0));
  return { low: low < 0 ? -roundUp(-low) : 0, high: high === 0 && low === 0 ? 1 : high };
}

/** The values that are marked: the ends, and zero, or what is in the middle. */
export function ticksOf({ low, high }: Range): readonly number[] {
  if (low < 0) return [...new Set([high, 0, low])];
  return [high, high / 2, 0];
}

/** The next of 1, 2, 5, 10, 20, 50, …: what a person can divide in the head. */
function roundUp(value: number): number {
  if (value === 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((each) => value <= each * power * (1 + 1e-9)) ?? 10;
  return step * power;
}

/** How far below the top a value stands, in percent. */
export function topOf(value: number, { low, high }: Range): number {
  return ((high - value) / (high - low)) * 100;
}

/** How many places there are along the chart. */
export function countOf({ series, labels = [] }: Chart): number {
  return series.reduce((most, { values }) => Math.max(most, values.length), labels.length);
}

export function labelOf({ labels = [] }: Chart, index: number): string {
  return labels[index] ?? String(index + 1);
}

const figures = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

export function valueText(value: number | undefined, unit?: string): string {
  if (value === undefined) return '–';
  return unit === undefined || unit === '' ? figures.format(value) : `${figures.format(value)} ${unit}`;
}

/** So many signs have room below a chart in a narrow window, and so many labels can be told apart. */
const roomForSigns = 72;
const mostLabels = 8;

/** Which places are named below: the first, and from there all as far apart. */
export function labelledPlaces(chart: Chart): readonly number[] {
  const count = countOf(chart);
  const all = Array.from({ length: count }, (_, index) => index);
  const longest = all.reduce((most, index) => Math.max(most, labelOf(chart, index).length), 0);
  const most = Math.min(mostLabels, Math.max(1, Math.floor(roomForSigns / (longest + 2))));
  const step = Math.ceil(count / most);
  return all.filter((index) => index % step === 0);
}
