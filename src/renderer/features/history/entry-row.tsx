import { memo } from 'react';
import type { HistoryEntry } from '../../../shared/vocabulary';
import { AgentBadge, CommandText, ExitText, FolderText, StateIcon } from '../../process';
import { clockText, durationText, momentText } from '../../text';
import { Badge, GridRow, type RowPlace } from '../../ui';
import { columns, widths } from './columns';
import { commandParts } from './entry-text';

export interface EntryRowProps extends Omit<RowPlace, 'key'> {
  readonly id: string;
  readonly entry: HistoryEntry;
  /** Any time of today: only the day counts. */
  readonly todayMs: number;
  readonly home: string | undefined;
  readonly onSelect: (id: string) => void;
}

export const EntryRow = memo(function EntryRow({ id, entry, todayMs, home, onSelect, ...place }: EntryRowProps) {
  const { command, cwd, agent, startedAt, endedAt, exit, typed } = entry;
  const cells = {
    state: <StateIcon row={entry} />,
    command: (
      <span title={typed ?? command}>
        <CommandText {...commandParts(command)} />
      </span>
    ),
    rule: <RuleCell entry={entry} />,
    agent: agent !== undefined && <AgentBadge name={agent} />,
    folder: cwd !== undefined && <FolderText path={cwd} home={home} />,
    started: <span title={momentText(startedAt)}>{clockText(startedAt, todayMs)}</span>,
    duration: endedAt === undefined ? <span className="text-faint">–</span> : durationText(endedAt - startedAt),
    exit: <ExitText exit={exit} />,
  };
  return <GridRow id={id} place={place} columns={columns} widths={widths} cells={cells} onSelect={onSelect} />;
});

function RuleCell({ entry: { firings, ruleIds = [] } }: { readonly entry: HistoryEntry }) {
  if (firings === 0) return null;
  const [first] = ruleIds;
  return (
    <span className="flex items-center gap-1">
      <Badge title={ruleIds.join(', ')}>{first ?? (firings === 1 ? '1 rule' : `${firings} rules`)}</Badge>
      {first !== undefined && firings > 1 && <span className="shrink-0 text-xs">+{firings - 1}</span>}
    </span>
  );
}
