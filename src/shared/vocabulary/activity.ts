import { z } from 'zod';
import { HoldReason } from './decision';
import { Exit, ProcessInfo, ProcessKey } from './process';
import { MatchForm } from './rule';
import { Run } from './run';

/** What a rule did about a process: it ran its action, or held it. */
export const Firing = z.object({
  ruleId: z.string(),
  form: MatchForm,
  at: z.number(),
  held: HoldReason.optional(),
  run: Run.optional(),
});
export type Firing = z.infer<typeof Firing>;

/** A process with what is known of its end and what rules did about it: a row of Activity. */
export const ActivityRow = z.object({
  key: ProcessKey,
  process: ProcessInfo,
  /** The parent's program; empty when the parent was not known when this one started. */
  parentName: z.string(),
  /** It ran before we looked. */
  existing: z.boolean(),
  exit: Exit.optional(),
  endedAt: z.number().optional(),
  firings: z.array(Firing),
  /** It was started by an action, so no rule fires on it. */
  ofAction: z.boolean(),
});
export type ActivityRow = z.infer<typeof ActivityRow>;
