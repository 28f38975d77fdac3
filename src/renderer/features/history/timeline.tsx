import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { Timeline } from '../../../shared/vocabulary';
import { classNames, useNow } from '../../ui';
import type { Span } from './range';
import { type SlotPick, slotAt, slotsOfSpan, slotText, spanOfPick, spanText, sumOf, ticksOf } from './slots';
import { TimelineBars } from './timeline-bars';

export interface TimelinePictureProps {
  readonly timeline: Timeline;
  readonly span: Span | undefined;
  readonly onSpan: (span: Span | undefined) => void;
  /** Lower, and without marks below: it is not what the view is about. */
  readonly small?: boolean;
}

/**
 * What started over time, a bar for each slot. Moving over it or the arrow keys show the figures of a slot; dragging, or
 * the arrows with Shift, pick a span; Enter picks the slot; Esc clears it.
 */
export function TimelinePicture({ timeline, span, onSpan, small = false }: TimelinePictureProps) {
  const nowMs = useNow();
  const { buckets } = timeline;
  const [at, setAt] = useState<number>();
  const [drag, setDrag] = useState<SlotPick>();
  const [anchor, setAnchor] = useState<number>();
  const picked = drag ?? (span && slotsOfSpan(timeline, span));
  const current = at ?? buckets.length - 1;
  const slot = buckets[current];
  const sum = picked
    ? sumOf(buckets.slice(Math.min(picked.anchor, picked.head), Math.max(picked.anchor, picked.head) + 1))
    : sumOf(buckets);

  function slotOf(event: PointerEvent<HTMLDivElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return slotAt((event.clientX - left) / width, buckets.length);
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    const head = slotOf(event);
    setAt(head);
    if (drag) setDrag({ ...drag, head });
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const head = slotOf(event);
    setDrag({ anchor: head, head });
  }

  function onPointerUp(): void {
    if (drag) onSpan(spanOfPick(timeline, drag));
    setDrag(undefined);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const target = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: buckets.length - 1 }[event.key];
    if (target !== undefined) {
      const head = Math.min(Math.max(target, 0), buckets.length - 1);
      const from = event.shiftKey ? (anchor ?? current) : undefined;
      setAt(head);
      setAnchor(from);
      if (from !== undefined) onSpan(spanOfPick(timeline, { anchor: from, head }));
    } else if (event.key === 'Enter') onSpan(spanOfPick(timeline, { anchor: current, head: current }));
    else if (event.key === 'Escape' && span) {
      // The view would close its details with the same key.
      event.stopPropagation();
      setAnchor(undefined);
      onSpan(undefined);
    } else return;
    event.preventDefault();
  }

  const shown = picked ? { text: spanText(spanOfPick(timeline, picked), nowMs), figures: slotText(sum) } : undefined;
  const hovered = slot &&
    at !== undefined && { text: spanText(slotSpan(timeline, current), nowMs), figures: slotText(slot) };
  const words = drag ? shown : hovered || shown;
  return (
    <div className={small ? 'px-5 pt-1.5' : 'px-5 pt-1'}>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Timeline. Arrows move, with Shift they pick a span, Escape clears it"
        aria-valuemin={0}
        aria-valuemax={buckets.length - 1}
        aria-valuenow={current}
        aria-valuetext={slot && `${spanText(slotSpan(timeline, current), nowMs)}: ${slotText(slot)}`}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setDrag(undefined)}
        onPointerLeave={() => setAt(undefined)}
        onBlur={() => setAt(undefined)}
        className={classNames(
          'relative cursor-crosshair touch-none rounded select-none',
          small ? 'h-9' : 'h-20 max-h-[9vh]',
        )}
      >
        <TimelineBars buckets={buckets} picked={picked} at={at} />
      </div>
      {!small && <Ticks timeline={timeline} />}
      <p
        aria-hidden
        className={classNames('flex justify-between gap-3 text-xs text-faint tabular-nums', small ? 'h-4.5' : 'h-5')}
      >
        <span className="truncate">
          {words ? (
            <>
              <span className="text-ink">{words.text}</span> {words.figures}
            </>
          ) : (
            slotText(sum)
          )}
        </span>
        <span className="shrink-0 max-wide:hidden">{picked && !small ? 'Esc clears the span' : legend}</span>
      </p>
    </div>
  );
}

const legend = (
  <span className="flex items-center gap-3">
    {[
      ['started', 'h-2 w-2 rounded-xs bg-accent/55'],
      ['failed', 'h-2 w-2 rounded-xs bg-bad-vivid'],
      ['a rule matched', 'size-1.5 rounded-full bg-warn-vivid'],
    ].map(([name, look]) => (
      <span key={name} className="flex items-center gap-1.5">
        <span className={look} />
        {name}
      </span>
    ))}
  </span>
);

function slotSpan(timeline: Timeline, index: number): Span {
  return spanOfPick(timeline, { anchor: index, head: index });
}

function Ticks({ timeline }: { readonly timeline: Timeline }) {
  return (
    <div aria-hidden className="relative mt-1 h-4 border-t border-line text-xs text-faint">
      {ticksOf(timeline).map(({ place, text }) => (
        <span
          key={place}
          style={{ left: `${place * 100}%` }}
          className="absolute -translate-x-1/2 whitespace-nowrap tabular-nums before:absolute before:-top-px before:left-1/2 before:h-1 before:border-l before:border-line-strong"
        >
          {text}
        </span>
      ))}
    </div>
  );
}
