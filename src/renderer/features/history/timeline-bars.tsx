import { memo } from 'react';
import { barHeight, type Slot, type SlotPick } from './slots';

export interface TimelineBarsProps {
  readonly buckets: readonly Slot[];
  readonly picked: SlotPick | undefined;
  /** The slot that is pointed at. */
  readonly at: number | undefined;
}

/** Of the height that is for dots, in percent. */
const dotRoom = 12;

/** The drawing: a column for each slot, in percent of the width, so that it fits whatever room there is. */
export const TimelineBars = memo(function TimelineBars({ buckets, picked, at }: TimelineBarsProps) {
  const most = buckets.reduce((height, { started }) => Math.max(height, started), 0);
  const width = 100 / buckets.length;
  const first = picked && Math.min(picked.anchor, picked.head);
  const last = picked && Math.max(picked.anchor, picked.head);
  return (
    <svg aria-hidden="true" className="absolute inset-0 size-full overflow-visible" preserveAspectRatio="none">
      {first !== undefined && last !== undefined && (
        <rect
          x={`${first * width}%`}
          width={`${(last - first + 1) * width}%`}
          height="100%"
          rx={3}
          className="fill-accent-soft"
        />
      )}
      {at !== undefined && <rect x={`${at * width}%`} width={`${width}%`} height="100%" className="fill-pressed/70" />}
      {buckets.map((slot, index) => {
        const height = barHeight(slot.started, most) * (100 - dotRoom);
        const failed = slot.started === 0 ? 0 : (height * slot.failed) / slot.started;
        const faded = first !== undefined && last !== undefined && (index < first || index > last);
        const x = `${(index + 0.14) * width}%`;
        return (
          <g key={slot.at} opacity={faded ? 0.4 : 1}>
            <rect
              x={x}
              y={`${100 - height}%`}
              width={`${0.72 * width}%`}
              height={`${height}%`}
              rx={1.5}
              className="fill-accent/55"
            />
            {failed > 0 && (
              <rect
                x={x}
                y={`${100 - height}%`}
                width={`${0.72 * width}%`}
                height={`${Math.max(failed, 4)}%`}
                rx={1.5}
                className="fill-bad-vivid"
              />
            )}
            {slot.fired > 0 && (
              <circle
                cx={`${(index + 0.5) * width}%`}
                cy={`${Math.max(4, 100 - height - 7)}%`}
                r={2.25}
                className="fill-warn-vivid"
              />
            )}
          </g>
        );
      })}
    </svg>
  );
});
