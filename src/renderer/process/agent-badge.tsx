import { Bot } from 'lucide-react';
import { Badge } from '../ui';

export interface AgentBadgeProps {
  readonly name: string;
  /** "by Codex" instead of "Codex": it is what started this. */
  readonly by?: boolean;
  /** Hides the words where there is no room for them. */
  readonly className?: string | undefined;
}

/** A coding agent. */
export function AgentBadge({ name, by = false, className }: AgentBadgeProps) {
  return (
    <Badge
      tone="accent"
      icon={<Bot size={11} className="shrink-0" aria-hidden />}
      title={by ? `Started by ${name}` : undefined}
    >
      <span className={className}>{by ? `by ${name}` : name}</span>
    </Badge>
  );
}
