import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react';
import { classNames, rowForKey } from '../../../ui';
import type { NodeProps } from '../node-props';
import { Legend } from './legend';
import { ChartPicture } from './picture';
import { type Chart, countOf, labelledPlaces, labelOf, rangeOf, ticksOf, topOf, valueText } from './scale';

/** Moving over it, or the arrow keys, show the values of a place. */
export function ChartNode({ node, style }: NodeProps<'chart'>) {
  const id = useId();
  const [at, setAt] = useState<number>();
  const count = countOf(node);
  const current = Math.min(at ?? count - 1, count - 1);
  const title = node.title ?? 'Chart';

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setAt(Math.min(Math.max(Math.floor(((event.clientX - left) / width) * count), 0), count - 1));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const key = { ArrowLeft: 'ArrowUp', ArrowRight: 'ArrowDown' }[event.key] ?? event.key;
    const target = rowForKey(key, { at: current, count, page: 10 });
    if (target === undefined) return;
    event.preventDefault();
    setAt(target);
  }

  return (
    <figure aria-labelledby={id} className="flex min-w-40 flex-col" style={style}>
      <figcaption id={id} className={node.title === undefined ? 'sr-only' : 'mb-2 font-semibold'}>
        {title}
      </figcaption>
      {count === 0 ? (
        <p className="text-muted">No values yet.</p>
      ) : (
        <>
          <div className="grid min-h-36 flex-1 grid-cols-[auto_minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] gap-x-2">
            <Scale chart={node} />
            <div
              role="slider"
              tabIndex={0}
              aria-label={`${title}. Arrows move`}
              aria-valuemin={0}
              aria-valuemax={count - 1}
              aria-valuenow={current}
              aria-valuetext={placeText(node, current)}
              onKeyDown={onKeyDown}
              onPointerMove={onPointerMove}
              onPointerLeave={() => setAt(undefined)}
              onBlur={() => setAt(undefined)}
              className="relative min-w-0 rounded"
            >
              <ChartPicture chart={node} at={at === undefined ? undefined : current} />
            </div>
            <Places chart={node} />
          </div>
          <p className="mt-1 flex min-h-5 justify-between gap-3 text-xs text-faint tabular-nums" aria-hidden>
            <Legend chart={node} at={at === undefined ? undefined : current} />
            {at !== undefined && <span className="shrink-0 text-ink">{labelOf(node, current)}</span>}
          </p>
          <Figures chart={node} title={title} />
        </>
      )}
    </figure>
  );
}

function placeText(chart: Chart, index: number): string {
  const values = chart.series.map(({ name, values }) => `${name} ${valueText(values[index], chart.unit)}`);
  return `${labelOf(chart, index)}: ${values.join(', ')}`;
}

/** The values at the left: the most, the least, and zero if that is between them. */
function Scale({ chart }: { readonly chart: Chart }) {
  const range = rangeOf(chart.series);
  const values = ticksOf(range);
  return (
    <div aria-hidden className="relative text-right text-xs text-faint tabular-nums">
      {/* As wide as the widest of them, which are laid over each other. */}
      {values.map((value) => (
        <div key={value} className="invisible h-0 overflow-hidden">
          {valueText(value)}
        </div>
      ))}
      {values.map((value) => (
        <div key={value} className="absolute right-0 -translate-y-1/2" style={{ top: `${topOf(value, range)}%` }}>
          {valueText(value)}
        </div>
      ))}
    </div>
  );
}

function Places({ chart }: { readonly chart: Chart }) {
  const count = countOf(chart);
  return (
    <div aria-hidden className="@container relative col-start-2 mt-1 h-4 text-xs text-faint">
      {labelledPlaces(chart).map((index, nth) => (
        <span
          key={index}
          style={{ left: `${((index + 0.5) * 100) / count}%` }}
          // Where there is little room, every second has to do.
          className={classNames(
            'absolute -translate-x-1/2 whitespace-nowrap tabular-nums',
            nth % 2 === 1 && '@max-sm:hidden',
          )}
        >
          {labelOf(chart, index)}
        </span>
      ))}
    </div>
  );
}

/** The same in figures, for screen readers. */
function Figures({ chart, title }: { readonly chart: Chart; readonly title: string }) {
  return (
    <table className="sr-only">
      <caption>{title}</caption>
      <thead>
        <tr>
          <td />
          {chart.series.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: countOf(chart) }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          <tr key={index}>
            <th scope="row">{labelOf(chart, index)}</th>
            {chart.series.map(({ name, values }) => (
              <td key={name}>{valueText(values[index], chart.unit)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
