import { Table2 } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useAnswer } from '../../client';
import { Choice, IconButton, useNow } from '../../ui';
import { rangeName, ranges, spanOf } from './range';
import type { HistoryStore } from './store';
import { TimelinePicture } from './timeline';
import { TimelineTable } from './timeline-table';

const followMs = 4_000;

/** The timeline of what the filter lets through, and how far back one looks: above History and Commands. */
export function TimeBar({ store }: { readonly store: HistoryStore }) {
  const { range, span, filter } = useStore(store.state);
  const nowMs = useNow();
  const [tableOpen, setTableOpen] = useState(false);
  const window = spanOf(range, nowMs);
  const { value, error } = useAnswer({
    ask: (signal) => store.ask.timeline({ filter, ...window }, { signal }),
    question: JSON.stringify([range, window.to, filter]),
    everyMs: followMs,
    afterMs: 100,
  });
  return (
    <section aria-label="Timeline" className="shrink-0 border-b border-line pb-1">
      <div className="flex h-10 items-center gap-2 px-5">
        <h2 className="mr-auto truncate text-sm font-medium text-muted first-letter:uppercase">{rangeName(range)}</h2>
        <IconButton
          label="Show the timeline as a table"
          icon={<Table2 size={14} />}
          disabled={!value}
          onClick={() => setTableOpen(true)}
        />
        <Choice
          label="How far back"
          value={range}
          onChange={store.setRange}
          options={ranges.map((one) => ({ value: one, label: one.replace(/(\d)([hd])/, '$1 $2') }))}
        />
      </div>
      {value ? (
        <>
          <TimelinePicture timeline={value} span={span} onSpan={store.setSpan} />
          <TimelineTable timeline={value} open={tableOpen} onClose={() => setTableOpen(false)} />
        </>
      ) : (
        <p className="grid h-24 place-items-center text-sm text-faint">{error ?? 'Reading…'}</p>
      )}
    </section>
  );
}
