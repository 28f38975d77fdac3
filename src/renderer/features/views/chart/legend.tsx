import type { Tone } from '../../../../shared/vocabulary';
import { classNames } from '../../../ui';
import { fillTones } from '../tone';
import { type Chart, valueText } from './scale';

const usual: readonly Tone[] = ['accent', 'warning', 'success', 'danger', 'neutral', 'muted'];

/** The colour of a series as a class for text, which pictures take as `current`. */
export function seriesTone({ tone }: Chart['series'][number], nth: number): string {
  return fillTones[tone ?? usual[nth % usual.length] ?? 'accent'];
}

export interface LegendProps {
  readonly chart: Chart;
  /** The place whose values are shown, if any. */
  readonly at: number | undefined;
}

/** The names of the series, with their values at a place. */
export function Legend({ chart: { series, unit }, at }: LegendProps) {
  return (
    <span className="flex min-w-0 flex-wrap gap-x-3">
      {series.map((each, nth) => (
        <span key={each.name} className="flex items-center gap-1.5">
          <span aria-hidden className={classNames('size-2 shrink-0 rounded-xs bg-current', seriesTone(each, nth))} />
          {each.name}
          {at !== undefined && <span className="text-ink">{valueText(each.values[at], unit)}</span>}
        </span>
      ))}
    </span>
  );
}
