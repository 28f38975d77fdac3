import {
  Check,
  Circle,
  CircleDashed,
  CircleStop,
  CircleX,
  Hourglass,
  MessageCircleQuestionMark,
  Unplug,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { type Agent, type AgentState, stateOf, stateWords } from '../../../shared/vocabulary';
import { classNames } from '../../ui';
import { stateColors } from './status';

const icons: Record<AgentState, ReactNode> = {
  starting: <CircleDashed size={14} />,
  working: (
    <span className="relative size-2 rounded-full bg-accent before:absolute before:inset-0 before:animate-pulse-ring before:rounded-full before:bg-accent" />
  ),
  'needs-input': <MessageCircleQuestionMark size={15} />,
  finished: <Check size={15} />,
  idle: <Circle size={11} />,
  failed: <CircleX size={14} />,
  stuck: <Hourglass size={13} />,
  exited: <CircleStop size={14} />,
  lost: <Unplug size={14} />,
};

/** How an agent is doing: shape and colour to look at, words for the tooltip and for screen readers. */
export function AgentStateIcon({ agent }: { readonly agent: Agent }) {
  const state = stateOf(agent);
  return (
    <span
      role="img"
      aria-label={stateWords[state]}
      title={stateWords[state]}
      className={classNames('grid size-4 shrink-0 place-items-center', stateColors[state])}
    >
      {icons[state]}
    </span>
  );
}
