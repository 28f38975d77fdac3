import { z } from 'zod';
import { ProcessInfo } from './process';
import { MatchForm, Rule } from './rule';

/** Why a rule that matched did not run its action. */
export const HoldReason = z.enum(['paused', 'single-instance', 'too-many-runs']);
export type HoldReason = z.infer<typeof HoldReason>;

/** What the rules make of a fact. */
export const Decision = z.discriminatedUnion('type', [
  z.object({ type: z.literal('rule.matched'), rule: Rule, process: ProcessInfo, form: MatchForm }),
  z.object({
    type: z.literal('rule.held'),
    rule: Rule,
    process: ProcessInfo,
    form: MatchForm,
    reason: HoldReason,
  }),
]);
export type Decision = z.infer<typeof Decision>;
