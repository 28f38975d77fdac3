import { z } from 'zod';
import { Exit, ProcessInfo } from './process';
import { MatchForm, Rule } from './rule';

/**
 * Why a rule that matched did not run its actions: all rules or this one are paused; so many of its runs are under way as
 * it allows; it acted a moment ago; it would have been caused by itself, or by too long a chain of actions.
 */
export const HoldReason = z.enum(['paused', 'rule-paused', 'max-runs', 'cooldown', 'loop']);
export type HoldReason = z.infer<typeof HoldReason>;

const aboutMatch = {
  rule: Rule,
  process: ProcessInfo,
  form: MatchForm,
  /** How the process ended, if it has. */
  exit: Exit.optional(),
  endedAt: z.number().optional(),
  /** The rules whose actions led to this one, the first of all first; empty for what a person or a program started. */
  causes: z.array(z.string()),
};

/** What the rules make of a fact. */
export const Decision = z.discriminatedUnion('type', [
  z.object({ type: z.literal('rule.matched'), ...aboutMatch }),
  z.object({ type: z.literal('rule.held'), ...aboutMatch, reason: HoldReason }),
]);
export type Decision = z.infer<typeof Decision>;

const recorded = {
  ruleId: Rule.shape.id,
  process: ProcessInfo,
  form: MatchForm,
  exit: aboutMatch.exit,
  endedAt: aboutMatch.endedAt,
  causes: aboutMatch.causes,
};

/** A decision as it is kept and told: with the id of the rule, which may be another one by the time it is read. */
export const RecordedDecision = z.discriminatedUnion('type', [
  z.object({ type: z.literal('rule.matched'), ...recorded }),
  z.object({ type: z.literal('rule.held'), ...recorded, reason: HoldReason }),
]);
export type RecordedDecision = z.infer<typeof RecordedDecision>;

export function recordedDecision({ rule, ...decision }: Decision): RecordedDecision {
  return { ...decision, ruleId: rule.id };
}
