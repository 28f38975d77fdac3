import { ArrowDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CommandStats } from '../../../shared/vocabulary';
import { CommandText } from '../../process';
import { agoText, durationText, momentText, numberText } from '../../text';
import { classNames, useNow } from '../../ui';
import { commandParts } from './entry-text';
import { failureText } from './figures';
import type { HistoryState, Sort } from './store';

export interface CommandsTableProps {
  readonly stats: readonly CommandStats[];
  readonly by: HistoryState['by'];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly onShow: (command: string) => void;
  readonly note: string | undefined;
}

const columns: readonly (readonly [sort: Sort, title: string, className: string])[] = [
  ['runs', 'Runs', 'w-20'],
  ['failures', 'Failures', 'w-32'],
  ['median', 'Median', 'w-24'],
  ['p95', '95 %', 'w-24 max-[900px]:hidden'],
  ['total', 'Total time', 'w-28 max-[900px]:pr-5'],
  ['last', 'Last', 'w-24 max-[900px]:hidden'],
];

const cell = 'relative py-2 pl-3 text-right tabular-nums';

export function CommandsTable({ stats, by, sort, onSort, onShow, note }: CommandsTableProps) {
  const nowMs = useNow();
  const most = stats.reduce((runs, one) => Math.max(runs, one.runs), 1);
  return (
    <section
      aria-label="Figures"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative min-h-0 flex-1 overflow-y-auto focus-visible:outline-offset-[-2px]"
    >
      <table className="w-full table-fixed text-sm text-muted">
        <thead className="sticky top-0 z-10 bg-canvas text-xs shadow-[inset_0_-1px_0_var(--color-line)]">
          <tr>
            <th className="h-7.5 pl-5 text-left font-medium text-faint">{by === 'command' ? 'Command' : 'Program'}</th>
            {columns.map(([id, title, className]) => (
              <th
                key={id}
                aria-sort={id === sort ? 'descending' : 'none'}
                className={classNames(className, 'h-7.5 pl-3 text-right font-medium last:pr-5')}
              >
                <button
                  type="button"
                  onClick={() => onSort(id)}
                  className={classNames(
                    'inline-flex items-center gap-0.5 rounded hover:text-ink',
                    id === sort ? 'text-ink' : 'text-faint',
                  )}
                >
                  {id === sort && <ArrowDown size={11} aria-hidden />}
                  {title}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stats.map((one) => (
            <tr
              key={one.command}
              onClick={() => onShow(one.command)}
              className="border-b border-line/70 hover:bg-hover"
            >
              <th className="max-w-0 py-2 pl-5 text-left font-normal">
                <button
                  type="button"
                  title={one.command}
                  aria-label={`Show the history of ${one.command}`}
                  className="block max-w-full truncate rounded text-left"
                >
                  <CommandText {...commandParts(one.command)} />
                </button>
              </th>
              <td className={cell}>
                <Bar part={one.runs / most} className="bg-accent/40" />
                {numberText(one.runs)}
              </td>
              <td className={cell}>
                <Failures stats={one} />
              </td>
              <td className={cell}>{duration(one.medianMs)}</td>
              <td className={classNames(cell, 'max-[900px]:hidden')}>{duration(one.p95Ms)}</td>
              <td className={classNames(cell, 'max-[900px]:pr-5')}>{durationText(one.totalMs)}</td>
              <td className={classNames(cell, 'pr-5 max-[900px]:hidden')} title={momentText(one.lastAt)}>
                {agoText(one.lastAt, nowMs)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {note !== undefined && <p className="px-5 py-3 text-sm text-faint">{note}</p>}
    </section>
  );
}

function duration(ms: number | undefined): ReactNode {
  return ms === undefined ? <span className="text-faint">–</span> : durationText(ms);
}

function Failures({ stats }: { readonly stats: CommandStats }) {
  if (stats.failures === 0) return <span className="text-faint">none</span>;
  return (
    <span title={`${numberText(stats.failures)} of ${numberText(stats.runs)} runs failed`}>
      <Bar part={stats.failures / stats.runs} className="bg-bad-vivid" />
      <span className="text-bad">{failureText(stats)}</span>{' '}
      <span className="text-faint">({numberText(stats.failures)})</span>
    </span>
  );
}

/** A part of a whole, above its figure. */
function Bar({ part, className }: { readonly part: number; readonly className: string }) {
  return (
    <span aria-hidden className="absolute right-0 bottom-1 left-3 h-0.75 overflow-hidden rounded-full bg-code">
      <span
        style={{ width: `${Math.max(2, part * 100)}%` }}
        className={classNames('block h-full rounded-full', className)}
      />
    </span>
  );
}
