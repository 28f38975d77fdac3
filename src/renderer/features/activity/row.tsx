import { memo } from 'react';
import { type ActivityRow, commandLine, parentPid } from '../../../shared/vocabulary';
import { CommandText, ExitText, FiringBadge, FolderText, StateIcon } from '../../process';
import { ageText, durationText, momentText, stopwatchText } from '../../text';
import { GridRow, type RowPlace } from '../../ui';
import { columns, widths } from './columns';
import { OriginBadges } from './origin-badges';
import { TimeLeftBar } from './time-left-bar';

export interface RowProps extends Omit<RowPlace, 'key'> {
  readonly row: ActivityRow;
  readonly nowMs: number;
  readonly home: string | undefined;
  readonly onSelect: (key: ActivityRow['key']) => void;
}

export const Row = memo(function Row({ row, nowMs, home, onSelect, ...place }: RowProps) {
  const cells = cellsOf(row, { nowMs, home });
  return <GridRow id={row.key} place={place} columns={columns} widths={widths} cells={cells} onSelect={onSelect} />;
});

type Context = Pick<RowProps, 'nowMs' | 'home'>;

function cellsOf(row: ActivityRow, { nowMs, home }: Context) {
  const { process } = row;
  return {
    state: <StateIcon row={row} />,
    command: <Command row={row} />,
    rule: <RuleCell row={row} />,
    pid: process.src === 'shell' ? <span className="text-faint">shell</span> : process.pid,
    parent: <ParentCell row={row} />,
    folder: process.cwd !== undefined && <FolderText path={process.cwd} home={home} />,
    started: <span title={momentText(process.startedAt)}>{ageText(process.startedAt, nowMs)}</span>,
    duration: <Duration row={row} nowMs={nowMs} />,
    exit: <ExitText exit={row.exit} />,
  };
}

function Command({ row }: { readonly row: ActivityRow }) {
  const [program, ...args] = row.process.argv;
  return (
    <span className="flex items-center gap-3">
      <span className="min-w-0 flex-1 truncate">
        {program === undefined ? (
          <span className="font-mono text-faint">{commandLine(row.process)}</span>
        ) : (
          <CommandText program={program} args={args.join(' ')} typed={row.process.src === 'shell'} />
        )}
      </span>
      {row.estimate && row.exit === undefined && (
        <TimeLeftBar estimate={row.estimate} startedAt={row.process.startedAt} />
      )}
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

function Duration({ row, nowMs }: { readonly row: ActivityRow; readonly nowMs: number }) {
  const { startedAt } = row.process;
  if (row.endedAt !== undefined) return durationText(row.endedAt - startedAt);
  return <span className="text-accent">{stopwatchText(nowMs - startedAt)}</span>;
}
