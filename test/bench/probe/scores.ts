import { type Figure, percentile } from '../measure';
import type { Contestant } from './contestants';

/** How the storm is run, by name: short-lived commands at a time. */
export const loads = { sequential: 1, '8 in flight': 8 } as const;
export type Load = keyof typeof loads;
export const loadNames: readonly Load[] = ['sequential', '8 in flight'];

/** What is measured in a storm: its name and unit. */
export const stormMeasures = {
  short: ['short', '%'],
  medium: ['50 ms', '%'],
  long: ['2 s', '%'],
  seen: ['seen', '%'],
  exits: ['exits', '%'],
  dropped: ['drops', ''],
  p50: ['p50', 'ms'],
  p99: ['p99', 'ms'],
  cpu: ['CPU', '%'],
  rate: ['storm', '/s'],
} as const;
export type StormMeasure = keyof typeof stormMeasures;
export const stormMeasureNames = Object.keys(stormMeasures) as StormMeasure[];

/** What is measured over a whole round. */
export const roundMeasures = {
  idle: ['idle CPU', '%'],
  // Starts and ends of others: idle is what nobody makes work for.
  others: ['while idle, events', '/s'],
  memory: ['peak memory', 'MB'],
} as const;
export type RoundMeasure = keyof typeof roundMeasures;
export const roundMeasureNames = Object.keys(roundMeasures) as RoundMeasure[];

/** NaN stands for what a contestant cannot say. */
export type StormScores = Readonly<Record<StormMeasure, number>>;
export type Scores = Readonly<Record<Load, StormScores> & Record<RoundMeasure, number>>;

/** The median of each measure over all rounds. */
export function medianScores(rounds: readonly Scores[]): Scores {
  const median = (value: (round: Scores) => number) => percentile(rounds.map(value), 0.5);
  const ofLoad = (load: Load) =>
    Object.fromEntries(stormMeasureNames.map((name) => [name, median((round) => round[load][name])])) as StormScores;
  return {
    sequential: ofLoad('sequential'),
    '8 in flight': ofLoad('8 in flight'),
    idle: median(({ idle }) => idle),
    others: median(({ others }) => others),
    memory: median(({ memory }) => memory),
  };
}

export function stormFigure(contestant: Contestant, load: Load, measure: StormMeasure, scores: Scores): Figure {
  const [title, unit] = stormMeasures[measure];
  const aim = stormAim(contestant, load, measure);
  return { what: `${contestant.name}, ${load}: ${title}`, value: scores[load][measure], unit, ...(aim && { aim }) };
}

export function roundFigure(contestant: Contestant, measure: RoundMeasure, scores: Scores): Figure {
  const [title, unit] = roundMeasures[measure];
  const aim = roundAim(contestant, measure);
  return { what: `${contestant.name}: ${title}`, value: scores[measure], unit, ...(aim && { aim }) };
}

/** What we want of our own helper in a storm. */
function stormAim({ tier, unprivileged }: Contestant, load: Load, measure: StormMeasure): string | undefined {
  if (!tier) return undefined;
  if (measure === 'p99') return load === 'sequential' ? '≤ 5' : undefined;
  if (measure === 'cpu') return tier === 'c' ? undefined : '≤ 6';
  if (tier === 'a') return aimOfA[measure];
  if (tier === 'c') return measure === 'medium' || measure === 'long' ? '≥ 100' : undefined;
  if (!unprivileged) return undefined;
  if (measure === 'short') return load === 'sequential' ? '≥ 96' : '≥ 60';
  return measure === 'seen' ? '≥ 100' : undefined;
}

const all = '≥ 100';
const aimOfA: Partial<Record<StormMeasure, string>> = {
  ...{ short: all, medium: all, long: all, seen: all, exits: all },
  dropped: '≤ 0',
};

/** What we want of our own helper over a whole round. */
function roundAim({ tier }: Contestant, measure: RoundMeasure): string | undefined {
  if (!tier) return undefined;
  if (measure === 'memory') return '≤ 10';
  return measure === 'idle' && tier !== 'c' ? '≤ 0.1' : undefined;
}
