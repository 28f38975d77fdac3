import type { Timeline } from '../../../shared/vocabulary';
import { numberText } from '../../text';
import { Dialog, useNow } from '../../ui';
import { spanOfPick, spanText } from './slots';

export interface TimelineTableProps {
  readonly timeline: Timeline;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The picture in figures, without the slots in which nothing happened. */
export function TimelineTable({ timeline, open, onClose }: TimelineTableProps) {
  const nowMs = useNow();
  const slots = timeline.buckets
    .map((slot, index) => ({ ...slot, text: spanText(spanOfPick(timeline, { anchor: index, head: index }), nowMs) }))
    .filter(({ started, fired }) => started + fired > 0)
    .reverse();
  return (
    <Dialog title="The timeline in figures" open={open} onClose={onClose}>
      <table className="w-full text-sm tabular-nums">
        <thead className="text-xs text-faint">
          <tr>
            <th className="pb-1 text-left font-medium">Time</th>
            <th className="pb-1 text-right font-medium">Started</th>
            <th className="pb-1 text-right font-medium">Failed</th>
            <th className="pb-1 text-right font-medium">Rules matched</th>
          </tr>
        </thead>
        <tbody>
          {slots.map(({ at, text, started, failed, fired }) => (
            <tr key={at} className="border-t border-line">
              <th className="py-1 text-left font-normal">{text}</th>
              <td className="py-1 text-right">{numberText(started)}</td>
              <td className="py-1 text-right">{numberText(failed)}</td>
              <td className="py-1 text-right">{numberText(fired)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {slots.length === 0 && <p className="text-muted">Nothing started in this time.</p>}
    </Dialog>
  );
}
