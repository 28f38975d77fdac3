import type { HoldReason, Rule } from '../../../../shared/vocabulary';

/** What can keep a rule that matches from acting. */
export interface Hold {
  /** All rules are paused. */
  readonly paused: boolean;
  /** This rule is paused. */
  isPaused(ruleId: string): boolean;
  /** How many times the actions of this rule are under way or wait for their turn. */
  runsOf(ruleId: string): number;
  /** How long a chain of actions may become. */
  readonly depth: number;
}

interface Now {
  readonly nowMs: number;
  /** When the rule acted last. */
  readonly actedAt: number | undefined;
  readonly causes: readonly string[];
}

/** Why a rule that matches does not act; undefined if it does. */
export function holdReason(rule: Rule, { nowMs, actedAt, causes }: Now, hold: Hold): HoldReason | undefined {
  if (hold.paused) return 'paused';
  if (hold.isPaused(rule.id)) return 'rule-paused';
  if (causes.length > 0 && (causes.includes(rule.id) || causes.length >= hold.depth)) return 'loop';
  if (rule.maxRunsAtOnce !== undefined && hold.runsOf(rule.id) >= rule.maxRunsAtOnce) return 'max-runs';
  // When the clock was set back, the last time lies in the future and says nothing.
  const sinceMs = actedAt === undefined ? Number.POSITIVE_INFINITY : nowMs - actedAt;
  return sinceMs >= 0 && sinceMs < rule.cooldownMs ? 'cooldown' : undefined;
}
