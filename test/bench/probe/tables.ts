import { type Figure, meetsAim } from '../measure';
import type { Outcome } from './contest';
import type { Contestant } from './contestants';
import {
  type Load,
  loadNames,
  medianScores,
  roundFigure,
  roundMeasureNames,
  roundMeasures,
  type Scores,
  stormFigure,
  stormMeasureNames,
  stormMeasures,
} from './scores';

export type Outcomes = ReadonlyMap<Contestant, Outcome>;

/** Everything that was measured, one figure each; what a contestant cannot say is left out. */
export function figuresOf(outcomes: Outcomes): Figure[] {
  const figures = scored(outcomes).flatMap(([contestant, scores]) => [
    ...loadNames.flatMap((load) => stormMeasureNames.map((name) => stormFigure(contestant, load, name, scores))),
    ...roundMeasureNames.map((name) => roundFigure(contestant, name, scores)),
  ]);
  return figures.filter(({ value }) => !Number.isNaN(value));
}

/** A row for each contestant, a column for each measure of a storm. */
export function stormTable(outcomes: Outcomes, load: Load): string[][] {
  const rows = scored(outcomes).map(([contestant, scores]) => [
    contestant.name,
    ...stormMeasureNames.map((name) => cell(stormFigure(contestant, load, name, scores))),
  ]);
  return [[load, ...Object.values(stormMeasures).map((measure) => measure.join(' ').trim())], ...rows];
}

/** The same for what is measured over a whole round. */
export function roundTable(outcomes: Outcomes): string[][] {
  const rows = scored(outcomes).map(([contestant, scores]) => [
    contestant.name,
    ...roundMeasureNames.map((name) => cell(roundFigure(contestant, name, scores))),
  ]);
  return [['whole round', ...Object.values(roundMeasures).map((measure) => measure.join(' ').trim())], ...rows];
}

/** Who did not take part, and why. */
export function absentees(outcomes: Outcomes): string[] {
  return [...outcomes].flatMap(([{ name }, outcome]) =>
    'unavailable' in outcome ? [`Not measured: ${name}: ${outcome.unavailable}`] : [],
  );
}

function scored(outcomes: Outcomes): [Contestant, Scores][] {
  return [...outcomes].flatMap(([contestant, outcome]): [Contestant, Scores][] =>
    'rounds' in outcome ? [[contestant, medianScores(outcome.rounds)]] : [],
  );
}

/** "97.3 (≥96)"; "✗" marks a missed aim, "–" what cannot be said. */
export function cell(figure: Figure): string {
  if (Number.isNaN(figure.value)) return '–';
  const miss = meetsAim(figure) === false ? ' ✗' : '';
  return `${rounded(figure.value)}${figure.aim ? ` (${figure.aim.replace(' ', '')})` : ''}${miss}`;
}

/** Never rounded up to a hundred percent, nor down to nothing. */
function rounded(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const digits = value >= 1000 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4;
  const text = value.toFixed(digits);
  return text === '100.0' && value < 100 ? value.toFixed(3) : text;
}
