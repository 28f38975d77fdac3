import { Check, Minus, OctagonX, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Exit } from '../../shared/vocabulary';
import { type ExitState, exitState, exitStateText } from './exit-state';

const icons: Record<ExitState, ReactNode> = {
  running: <RunningDot />,
  ok: <Check size={14} className="text-good" />,
  failed: <X size={14} className="text-bad" />,
  signal: <OctagonX size={13} className="text-warn" />,
  gone: <Minus size={14} className="text-faint" />,
};

/** How a process is doing: shape and colour to look at, words for the tooltip and for screen readers. */
export function StateIcon({ row }: { readonly row: { readonly exit?: Exit | undefined } }) {
  const text = exitStateText(row);
  return (
    <span title={text} role="img" aria-label={text} className="grid size-4 place-items-center">
      {icons[exitState(row)]}
    </span>
  );
}

function RunningDot() {
  return (
    <span className="relative size-2 rounded-full bg-accent before:absolute before:inset-0 before:animate-pulse-ring before:rounded-full before:bg-accent" />
  );
}
