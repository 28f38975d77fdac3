import { Check, Minus, OctagonX, Pause, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ActivityRow, Firing } from '../../../shared/vocabulary';
import { Badge, type Tone } from '../../ui';
import { type FiringState, firingState, firingText, type RowState, rowState, rowStateText } from './row-state';

const icons: Record<RowState, ReactNode> = {
  running: <RunningDot />,
  ok: <Check size={14} className="text-good" />,
  failed: <X size={14} className="text-bad" />,
  signal: <OctagonX size={13} className="text-warn" />,
  gone: <Minus size={14} className="text-faint" />,
};

/** How a process is doing: shape and colour to look at, words for the tooltip and for screen readers. */
export function StateIcon({ row }: { readonly row: Pick<ActivityRow, 'exit'> }) {
  const text = rowStateText(row);
  return (
    <span title={text} role="img" aria-label={text} className="grid size-4 place-items-center">
      {icons[rowState(row)]}
    </span>
  );
}

function RunningDot() {
  return (
    <span className="relative size-2 rounded-full bg-accent before:absolute before:inset-0 before:animate-pulse-ring before:rounded-full before:bg-accent" />
  );
}

const tones: Record<FiringState, Tone> = { held: 'warn', running: 'accent', done: 'plain', failed: 'bad' };

const firingIcons: Record<FiringState, ReactNode> = {
  held: <Pause size={10} className="shrink-0 fill-current" aria-hidden />,
  running: <span className="size-1.5 shrink-0 rounded-full bg-current" />,
  done: <Check size={11} className="shrink-0" aria-hidden />,
  failed: <X size={11} className="shrink-0" aria-hidden />,
};

export function FiringBadge({ firing }: { readonly firing: Firing }) {
  const state = firingState(firing);
  return (
    <Badge tone={tones[state]} icon={firingIcons[state]} title={`${firing.ruleId}: ${firingText(firing)}`}>
      {firing.ruleId}
      <span className="sr-only"> {firingText(firing)}</span>
    </Badge>
  );
}
