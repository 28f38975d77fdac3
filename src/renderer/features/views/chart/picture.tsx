import { memo } from 'react';
import { seriesTone } from './legend';
import { type Chart, countOf, rangeOf, ticksOf, topOf } from './scale';

export interface PictureProps {
  readonly chart: Chart;
  /** The place that is pointed at. */
  readonly at: number | undefined;
}

/** The drawing, in percent of its box, so that it fits whatever room there is. */
export const ChartPicture = memo(function ChartPicture({ chart, at }: PictureProps) {
  const count = countOf(chart);
  const range = rangeOf(chart.series);
  const width = 100 / count;
  return (
    <svg aria-hidden="true" className="absolute inset-0 size-full overflow-visible" preserveAspectRatio="none">
      {at !== undefined && <rect x={`${at * width}%`} width={`${width}%`} height="100%" className="fill-pressed/70" />}
      {ticksOf(range).map((value) => (
        <line
          key={value}
          x2="100%"
          y1={`${topOf(value, range)}%`}
          y2={`${topOf(value, range)}%`}
          className={value === 0 ? 'stroke-line-strong' : 'stroke-line'}
        />
      ))}
      {chart.type === 'bar' ? <Bars chart={chart} /> : <Lines chart={chart} />}
    </svg>
  );
});

type DrawnProps = Pick<PictureProps, 'chart'>;

/** Those of one place stand beside each other. */
function Bars({ chart }: DrawnProps) {
  const range = rangeOf(chart.series);
  const width = 100 / countOf(chart);
  const own = (0.72 * width) / chart.series.length;
  const zero = topOf(0, range);
  return chart.series.map((series, nth) => (
    <g key={series.name} className={seriesTone(series, nth)}>
      {series.values.map((value, index) => {
        const top = topOf(value, range);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={index}
            x={`${(index + 0.14) * width + nth * own}%`}
            width={`${own * (chart.series.length > 1 ? 0.92 : 1)}%`}
            y={`${Math.min(top, zero)}%`}
            height={`${Math.abs(zero - top)}%`}
            rx={1.5}
            className="fill-current"
          />
        );
      })}
    </g>
  ));
}

function Lines({ chart }: DrawnProps) {
  const range = rangeOf(chart.series);
  const count = countOf(chart);
  const x = (index: number) => ((index + 0.5) * 100) / count;
  return chart.series.map((series, nth) => (
    <g key={series.name} className={seriesTone(series, nth)}>
      {/* Its own box of 100 by 100, because points know no percent. */}
      <svg aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none" className="overflow-visible">
        <polyline
          points={series.values.map((value, index) => `${x(index)},${topOf(value, range)}`).join(' ')}
          vectorEffect="non-scaling-stroke"
          className="fill-transparent stroke-current"
          strokeWidth={1.75}
          strokeLinejoin="round"
        />
      </svg>
      {count <= 40 &&
        series.values.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place
          <circle key={index} cx={`${x(index)}%`} cy={`${topOf(value, range)}%`} r={2.25} className="fill-current" />
        ))}
    </g>
  ));
}
