import { useAnswer } from '../../client';
import { useNow } from '../../ui';
import { type Span, spanOf } from './range';
import type { HistoryStore } from './store';
import { TimelinePicture } from './timeline';

const followMs = 15_000;

export interface LiveTimelineProps {
  readonly store: HistoryStore;
  /** A span was picked: whoever does so wants to see what was there. */
  readonly onSpan: (span: Span) => void;
}

/** The last six hours at a glance. Without a history there is none, and no word about it: the History part tells why. */
export function LiveTimeline({ store, onSpan }: LiveTimelineProps) {
  const window = spanOf('6h', useNow());
  const { value } = useAnswer({
    ask: (signal) => store.ask.timeline({ filter: { search: '', outcome: 'any' }, ...window }, { signal }),
    question: String(window.to),
    everyMs: followMs,
  });
  if (!value?.buckets.some(({ started }) => started > 0)) return null;
  return (
    <section aria-label="The last 6 hours" className="shrink-0 border-b border-line pb-1 max-[700px]:hidden">
      <TimelinePicture small timeline={value} span={undefined} onSpan={(span) => span && onSpan(span)} />
    </section>
  );
}
