import { Bot, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ActivityRow } from '../../../shared/vocabulary';
import { Badge } from '../../ui';

export interface OriginBadgesProps {
  readonly row: Pick<ActivityRow, 'origin' | 'ofAction'>;
  /** In a narrow table only the icons are shown. */
  readonly inTable?: boolean;
}

/** Who is behind a process: a coding agent, an action of a rule, or both. */
export function OriginBadges({ row: { origin, ofAction }, inTable = false }: OriginBadgesProps) {
  const className = inTable ? 'sr-only @min-[1300px]:not-sr-only' : undefined;
  return (
    <>
      {origin && (
        <Badge tone="accent" icon={agentIcon} title={`Started by ${origin.name}`}>
          <span className={className}>by {origin.name}</span>
        </Badge>
      )}
      {ofAction && (
        <Badge tone="accent" icon={actionIcon} title="Started by an action of a rule, so no rule reacts to it">
          <span className={className}>by a rule</span>
        </Badge>
      )}
    </>
  );
}

/** Says that a process is itself a coding agent. */
export function AgentBadge({ name }: { readonly name: string }) {
  return (
    <Badge tone="accent" icon={agentIcon}>
      {name}
    </Badge>
  );
}

const agentIcon: ReactNode = <Bot size={11} className="shrink-0" aria-hidden />;
const actionIcon: ReactNode = <Zap size={11} className="shrink-0" aria-hidden />;
