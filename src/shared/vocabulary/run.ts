import { z } from 'zod';
import { Exit, ProcessKey } from './process';

/** One start of a rule's action for one process. */
export const Run = z.object({
  id: z.string(),
  ruleId: z.string(),
  process: ProcessKey,
  /** What is run, as people read it: program and arguments. */
  label: z.string(),
  state: z.enum(['running', 'ending', 'ended', 'failed']),
  pid: z.number().int().optional(),
  exit: Exit.optional(),
  /** Why it could not be started, or how it had to be ended. */
  message: z.string().optional(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
});
export type Run = z.infer<typeof Run>;

/** What became of an action. */
export const RunEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('action.started'), run: Run }),
  z.object({ type: z.literal('action.ended'), run: Run }),
]);
export type RunEvent = z.infer<typeof RunEvent>;
