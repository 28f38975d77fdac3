import { Archive, ArchiveX, SearchX } from 'lucide-react';
import type { HistoryStatus } from '../../../shared/vocabulary';
import { Button, Chip, EmptyState, Prose } from '../../ui';
import { type Range, rangeName } from './range';

/** Why there is no history at all; undefined while there is one. */
export function noHistory(status: HistoryStatus | undefined) {
  if (status?.state === 'off') {
    return (
      <EmptyState icon={<Archive size={20} />} title="The history is off">
        Commands are forgotten soon after they have ended. To keep them, take <Chip>enabled = false</Chip> out of{' '}
        <Chip>[history]</Chip> in config.toml.
      </EmptyState>
    );
  }
  if (status?.state === 'unavailable') {
    return (
      <EmptyState icon={<ArchiveX size={20} />} title="The history can’t be read">
        <Prose text={status.why ?? 'Its file could not be opened.'} />
        <p className="mt-2">Everything else works. VibeRot tries again by itself.</p>
      </EmptyState>
    );
  }
  return undefined;
}

export interface NothingFoundProps {
  readonly range: Range;
  /** Something narrows what is shown beside the range. */
  readonly narrowed: boolean;
  readonly onClear: () => void;
  readonly onWiden: () => void;
}

/** There is a history, but nothing in it of what was asked for. */
export function NothingFound({ range, narrowed, onClear, onWiden }: NothingFoundProps) {
  return (
    <EmptyState
      icon={<SearchX size={20} />}
      title={narrowed ? 'Nothing found' : 'Nothing yet'}
      actions={
        <>
          {narrowed && <Button onClick={onClear}>Clear the search and filters</Button>}
          {range !== '30d' && <Button onClick={onWiden}>Look at the last 30 days</Button>}
        </>
      }
    >
      {narrowed
        ? `No command of the ${rangeName(range)} is as you asked for.`
        : `Commands appear here as they start. There is none of the ${rangeName(range)}.`}
    </EmptyState>
  );
}
