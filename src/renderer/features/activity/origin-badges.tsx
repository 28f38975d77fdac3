import { Zap } from 'lucide-react';
import type { ActivityRow } from '../../../shared/vocabulary';
import { AgentBadge } from '../../process';
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
      {origin && <AgentBadge name={origin.name} by className={className} />}
      {ofAction && (
        <Badge
          tone="accent"
          icon={<Zap size={11} className="shrink-0" aria-hidden />}
          title="Started by an action of a rule, so only rules with of_actions react to it"
        >
          <span className={className}>by a rule</span>
        </Badge>
      )}
    </>
  );
}
