import { type Estimate, timeLeft } from '../../../shared/vocabulary';
import { estimateText, timeLeftText } from '../../text';
import { useNow } from '../../ui';

export interface TimeLeftBarProps {
  readonly estimate: Estimate;
  readonly startedAt: number;
  /** As wide as there is room for, in the details; in a row it keeps its width whatever it says. */
  readonly wide?: boolean;
}

/** How far a running command is likely to be, by its earlier runs. It looks at the clock by itself, once a second. */
export function TimeLeftBar({ estimate, startedAt, wide = false }: TimeLeftBarProps) {
  const left = timeLeft(estimate, useNow() - startedAt);
  const text = timeLeftText(left);
  return (
    <span
      title={estimateText(estimate)}
      className={wide ? 'flex flex-col gap-1.5' : 'flex w-12 shrink-0 items-center gap-2 @min-[560px]:w-40'}
    >
      <span
        role="progressbar"
        aria-label="Progress, by earlier runs"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(left.fraction * 100)}
        aria-valuetext={text}
        className="block h-1 w-full min-w-12 overflow-hidden rounded-full bg-pressed"
      >
        <span
          style={{ transform: `scaleX(${left.fraction})` }}
          className="block h-full origin-left rounded-full bg-accent transition-transform duration-1000 ease-linear"
        />
      </span>
      <span className={wide ? 'text-sm text-muted' : 'hidden w-24 shrink-0 text-xs text-muted @min-[560px]:block'}>
        {text}
      </span>
    </span>
  );
}
