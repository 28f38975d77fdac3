// biome-ignore-all lint/a11y/useSemanticElements: only the rows in view are in the page, so this is no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
import { memo } from 'react';
import { type ActivityRow, commandLine, describeExit, parentPid } from '../../../shared/vocabulary';
import { ageText, durationText, momentText, programParts, shortPath, stopwatchText } from '../../text';
import { classNames } from '../../ui';
import { columns, gridColumns, rowHeight } from './columns';
import { OriginBadges } from './origin-badges';
import { rowState } from './row-state';
import { FiringBadge, StateIcon } from './state-icon';

export interface RowProps {
  readonly row: ActivityRow;
  /** 1-based, counted without the head. */
  readonly position: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly selected: boolean;
  readonly nowMs: number;
  readonly home: string | undefined;
  readonly onSelect: (key: ActivityRow['key']) => void;
}

export const Row = memo(function Row({ row, position, top, selected, onSelect, ...context }: RowProps) {
  const cells = cellsOf(row, context);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the grid, which keeps the focus
    <div
      role="row"
      id={rowId(row.key)}
      aria-rowindex={position + 1}
      aria-selected={selected}
      tabIndex={-1}
      onClick={() => onSelect(row.key)}
      style={{ height: rowHeight, transform: `translateY(${top}px)` }}
      className={classNames(
        gridColumns,
        'absolute top-0 left-0 w-full contain-strict border-b border-line/70 outline-none',
        selected ? 'bg-selected shadow-[inset_3px_0_0_var(--color-accent)]' : 'hover:bg-hover',
      )}
    >
      {columns.map(({ id, className }) => (
        <div key={id} role="gridcell" className={classNames('truncate text-sm text-muted tabular-nums', className)}>
          {cells[id]}
        </div>
      ))}
    </div>
  );
});

/** The element of a row, for aria-activedescendant. */
export function rowId(key: ActivityRow['key']): string {
  return `process-${key.replace(/[:.]/g, '-')}`;
}

type Context = Pick<RowProps, 'nowMs' | 'home'>;

function cellsOf(row: ActivityRow, { nowMs, home }: Context) {
  const { process } = row;
  return {
    state: <StateIcon row={row} />,
    command: <Command row={row} />,
    rule: <RuleCell row={row} />,
    pid: process.src === 'shell' ? <span className="text-faint">shell</span> : process.pid,
    parent: <ParentCell row={row} />,
    folder: process.cwd !== undefined && <Folder path={process.cwd} home={home} />,
    started: <span title={momentText(process.startedAt)}>{ageText(process.startedAt, nowMs)}</span>,
    duration: <Duration row={row} nowMs={nowMs} />,
    exit: <ExitCell row={row} />,
  };
}

/** The command line with the name of the program louder than its folder and its arguments. */
function Command({ row }: { readonly row: ActivityRow }) {
  const [program, ...args] = row.process.argv;
  if (program === undefined) return <span className="font-mono text-faint">{commandLine(row.process)}</span>;
  const { folder, name } = programParts(program);
  return (
    <span className="font-mono">
      {row.process.src === 'shell' && (
        <span title="Typed into a shell; no process of its own was seen" className="text-accent select-none">
          ${' '}
        </span>
      )}
      <span className="text-faint">{folder}</span>
      <span className="font-semibold text-ink">{name}</span> {args.join(' ')}
    </span>
  );
}

function RuleCell({ row }: { readonly row: ActivityRow }) {
  const last = row.firings.at(-1);
  if (!last) return null;
  return (
    <span className="flex items-center gap-1">
      <FiringBadge firing={last} />
      {row.firings.length > 1 && <span className="shrink-0 text-xs">+{row.firings.length - 1}</span>}
    </span>
  );
}

/** Who started it. */
function ParentCell({ row }: { readonly row: ActivityRow }) {
  const { parentName } = row;
  return (
    <span className="flex items-center gap-1.5">
      <OriginBadges row={row} inTable />
      <span className="truncate">
        {parentName !== '' && <span className="font-mono">{parentName} </span>}
        <span className={parentName === '' ? '' : 'text-faint'}>{parentPid(row)}</span>
      </span>
    </span>
  );
}

/** Too long a path loses its beginning: the end tells more. The isolated marks keep the slashes in their order. */
function Folder({ path, home }: { readonly path: string; readonly home: string | undefined }) {
  return (
    <span title={path} dir="rtl" className="block truncate text-left">
      <bdi dir="ltr">{shortPath(path, home)}</bdi>
    </span>
  );
}

function Duration({ row, nowMs }: { readonly row: ActivityRow; readonly nowMs: number }) {
  const { startedAt } = row.process;
  if (row.endedAt !== undefined) return durationText(row.endedAt - startedAt);
  return <span className="text-accent">{stopwatchText(nowMs - startedAt)}</span>;
}

const exitLook = {
  running: '',
  ok: 'text-faint',
  failed: 'font-semibold text-bad',
  signal: 'text-warn',
  gone: 'text-faint',
};

function ExitCell({ row }: { readonly row: ActivityRow }) {
  if (row.exit === undefined) return null;
  const text = describeExit(row.exit);
  return (
    <span title={text} className={classNames('font-mono', exitLook[rowState(row)])}>
      {/* Whether a core was dumped is for the details. */}
      {text.split(' (')[0]}
    </span>
  );
}
