import { ArrowDown, ArrowUp } from 'lucide-react';
import { msText } from '../../../shared/vocabulary';
import { numberText } from '../../text';
import { Badge, classNames } from '../../ui';
import { handlerText, meanMs, type Order, type Registered, type Sort } from './figures';

export interface HandlersTableProps {
  readonly handlers: readonly Registered[];
  readonly order: Order;
  readonly onSort: (by: Sort) => void;
  readonly onShow: (module: string) => void;
}

const columns: readonly (readonly [sort: Sort, title: string, className: string])[] = [
  ['module', 'File', 'w-64 text-left max-[900px]:w-46'],
  ['calls', 'Calls', 'w-18 text-right'],
  ['errors', 'Errors', 'w-18 text-right'],
  ['totalMs', 'Total', 'w-22 text-right'],
  ['meanMs', 'Mean', 'w-22 text-right max-[900px]:hidden'],
  ['longestMs', 'Longest', 'w-26 text-right'],
];

/** Beyond this a handler holds others up so that a person may feel it. */
const slowMs = 100;

const cell = 'py-1.5 pl-3 text-right tabular-nums';

export function HandlersTable({ handlers, order, onSort, onShow }: HandlersTableProps) {
  const most = handlers.reduce((ms, { totalMs }) => Math.max(ms, totalMs), 0);
  return (
    <section
      aria-label="Handlers"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative min-h-0 flex-1 overflow-y-auto focus-visible:outline-offset-[-2px]"
    >
      <table className="w-full table-fixed text-sm text-muted">
        <thead className="sticky top-0 z-10 bg-canvas text-xs shadow-[inset_0_-1px_0_var(--color-line)]">
          <tr>
            <Head sort="name" title="Handler" order={order} onSort={onSort} className="pl-5 text-left" />
            {columns.map(([sort, title, className]) => (
              <Head
                key={sort}
                {...{ sort, title, order, onSort }}
                className={classNames(className, 'pl-3 last:pr-5')}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {handlers.map((one) => (
            <tr key={`${one.domain} ${one.handler}`} className="border-b border-line/70 hover:bg-hover">
              <th className="py-1.5 pl-5 text-left font-normal">
                <span className="flex items-center gap-2">
                  <Badge>{one.kind}</Badge>
                  <span className="min-w-0 truncate font-mono text-ink" title={handlerText(one)}>
                    {handlerText(one)}
                  </span>
                  {!one.enabled && <Badge tone="warn">off</Badge>}
                </span>
              </th>
              <td className="py-1.5 pl-3">
                <button
                  type="button"
                  title={`Show ${one.module}`}
                  onClick={() => onShow(one.module)}
                  className="block max-w-full truncate rounded font-mono hover:text-ink hover:underline"
                >
                  {one.module}
                </button>
              </td>
              <td className={cell}>{one.calls === 0 ? <None /> : numberText(one.calls)}</td>
              <td className={cell}>
                {one.errors === 0 ? <None /> : <span className="font-medium text-bad">{numberText(one.errors)}</span>}
              </td>
              <td className={classNames(cell, 'relative')}>
                {one.calls > 0 && most > 0 && <Bar part={one.totalMs / most} />}
                {one.calls === 0 ? <None /> : msText(one.totalMs)}
              </td>
              <td className={classNames(cell, 'max-[900px]:hidden')}>
                <Mean of={one} />
              </td>
              <td className={classNames(cell, 'pr-5')}>
                {one.calls === 0 ? (
                  <None />
                ) : (
                  <span
                    className={one.longestMs >= slowMs ? 'font-medium text-warn' : undefined}
                    title={one.longestMs >= slowMs ? 'Long enough to be felt' : undefined}
                  >
                    {msText(one.longestMs)}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {handlers.length === 0 && <p className="px-5 py-6 text-center text-muted">No handler has such a name.</p>}
    </section>
  );
}

interface HeadProps extends Pick<HandlersTableProps, 'order' | 'onSort'> {
  readonly sort: Sort;
  readonly title: string;
  readonly className: string;
}

function Head({ sort, title, order, onSort, className }: HeadProps) {
  const here = order.by === sort;
  const Arrow = order.descending ? ArrowDown : ArrowUp;
  return (
    <th
      aria-sort={!here ? 'none' : order.descending ? 'descending' : 'ascending'}
      className={classNames('h-7.5 font-medium', className)}
    >
      <button
        type="button"
        onClick={() => onSort(sort)}
        className={classNames(
          'inline-flex items-center gap-0.5 rounded hover:text-ink',
          here ? 'text-ink' : 'text-faint',
        )}
      >
        {here && <Arrow size={11} aria-hidden />}
        {title}
      </button>
    </th>
  );
}

function Mean({ of }: { readonly of: Registered }) {
  const mean = meanMs(of);
  return mean === undefined ? <None /> : msText(mean);
}

function None() {
  return <span className="text-faint">–</span>;
}

/** A part of the most, below its figure. */
function Bar({ part }: { readonly part: number }) {
  return (
    <span aria-hidden className="absolute right-0 bottom-0.5 left-3 h-0.75 overflow-hidden rounded-full bg-code">
      <span style={{ width: `${Math.max(2, part * 100)}%` }} className="block h-full rounded-full bg-accent/40" />
    </span>
  );
}
