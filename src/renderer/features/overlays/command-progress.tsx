import { useEffect, useState } from 'react';
import { type ActivityRow, type Overlay, timeLeft } from '../../../shared/vocabulary';
import { stopwatchText, timeLeftText } from '../../text';
import { useNow } from '../../ui';
import type { OverlaysStore } from './store';

export interface CommandProgressProps {
  readonly overlay: Overlay;
  readonly store: OverlaysStore;
}

/** Below this height there is no room for the command line. */
const heightForCommand = 104;

/** How long a command runs already, and how far it is likely to be by its earlier runs. */
export function CommandProgress({ overlay, store }: CommandProgressProps) {
  const row = useProcess(overlay, store);
  const elapsedMs = useNow() - (row?.process.startedAt ?? overlay.startedAt);
  const left = row?.estimate && timeLeft(row.estimate, elapsedMs);
  const text = left ? timeLeftText(left) : 'running';
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-end gap-2 overflow-hidden px-3.5 pb-3">
      {overlay.height >= heightForCommand && overlay.title !== overlay.command && (
        <p className="mb-auto truncate font-mono text-sm text-muted" title={overlay.command}>
          {overlay.command}
        </p>
      )}
      <span
        role="progressbar"
        aria-label="Progress, by earlier runs"
        aria-valuemin={0}
        aria-valuemax={100}
        // Without a value it says that nobody knows how far it is.
        {...(left && { 'aria-valuenow': Math.floor(left.fraction * 100) })}
        aria-valuetext={text}
        className="h-1.5 shrink-0 overflow-hidden rounded-full bg-pressed"
      >
        <span
          {...(left && { style: { transform: `scaleX(${left.fraction})` } })}
          className={
            left
              ? 'block h-full origin-left rounded-full bg-accent transition-transform duration-1000 ease-linear'
              : 'block h-full w-1/3 animate-to-and-fro rounded-full bg-accent'
          }
        />
      </span>
      <p className="flex justify-between gap-3 text-sm text-muted tabular-nums">
        <span>{stopwatchText(elapsedMs)}</span>
        <span className="truncate">{text}</span>
      </p>
    </div>
  );
}

/** The process that the overlay is about; undefined until it is known, and for a made-up one. */
function useProcess({ process }: Overlay, store: OverlaysStore): ActivityRow | undefined {
  const [row, setRow] = useState<ActivityRow>();
  useEffect(() => {
    const watching = new AbortController();
    store.watch(process, setRow, watching.signal);
    return () => watching.abort();
  }, [process, store]);
  return row;
}
