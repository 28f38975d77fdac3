import { Check, CircleSlash, Clock, Pause, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Firing } from '../../shared/vocabulary';
import { Badge, type Tone } from '../ui';
import { type FiringState, firingState, firingText, heldBecause } from './firing';

const tones: Record<FiringState, Tone> = {
  held: 'warn',
  waiting: 'plain',
  running: 'accent',
  done: 'plain',
  failed: 'bad',
  dropped: 'warn',
};

const icons: Record<FiringState, ReactNode> = {
  held: <Pause size={10} className="shrink-0 fill-current" aria-hidden />,
  waiting: <Clock size={11} className="shrink-0" aria-hidden />,
  running: <span className="size-1.5 shrink-0 rounded-full bg-current" />,
  done: <Check size={11} className="shrink-0" aria-hidden />,
  failed: <X size={11} className="shrink-0" aria-hidden />,
  dropped: <CircleSlash size={11} className="shrink-0" aria-hidden />,
};

/** A rule that matched, and what came of it; said beside the name where the table is wide and it is not the usual. */
export function FiringBadge({ firing }: { readonly firing: Firing }) {
  const state = firingState(firing);
  const text = firingText(firing);
  const because = firing.held === undefined ? '' : `. ${heldBecause(firing.held)}`;
  const unusual = state === 'held' || state === 'dropped' || state === 'waiting';
  return (
    <Badge tone={tones[state]} icon={icons[state]} title={`${firing.ruleId}: ${text}${because}`}>
      {firing.ruleId}
      <span className={unusual ? 'sr-only @min-[1200px]:not-sr-only' : 'sr-only'}> {text.split(' (')[0]}</span>
    </Badge>
  );
}

/** How one action is doing: shape and colour beside its words. */
export function FiringStateIcon({ state }: { readonly state: FiringState }) {
  return <span className={`grid place-items-center ${looks[state]}`}>{icons[state]}</span>;
}

const looks: Record<FiringState, string> = {
  held: 'text-warn',
  waiting: 'text-faint',
  running: 'text-accent',
  done: 'text-good',
  failed: 'text-bad',
  dropped: 'text-warn',
};
