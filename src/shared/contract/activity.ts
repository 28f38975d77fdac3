import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ActivityRow, Family, ProcessKey } from '../vocabulary';

export const ActivityFilter = z.object({
  /** `matched`: only processes that a rule matched. */
  scope: z.enum(['matched', 'all']).default('matched'),
  /** Rows whose command, as typed or as run, pid, folder or rule contains this text, upper and lower case alike. */
  search: z.string().max(1000).default(''),
});
export type ActivityFilter = z.infer<typeof ActivityFilter>;

/** A place in the history of the table. */
export const ActivityRevision = z.object({ epoch: z.string(), revision: z.number().int().nonnegative() });
export type ActivityRevision = z.infer<typeof ActivityRevision>;

/** What changed in the table since the patch before: rows to set, keys to remove. */
export const ActivityPatch = z.object({
  at: ActivityRevision,
  /** Forget all rows first: this is the whole table. */
  reset: z.boolean(),
  rows: z.array(ActivityRow),
  removed: z.array(ProcessKey),
});
export type ActivityPatch = z.infer<typeof ActivityPatch>;

export const activity = {
  /** The table and then its changes, in batches of some tens of milliseconds. `after` continues where a broken stream ended. */
  watch: oc
    .input(z.object({ filter: ActivityFilter, after: ActivityRevision.optional() }))
    .output(eventIterator(ActivityPatch)),
  /** A process and its relatives, now and when they change. Ends when the process is not or no longer known. */
  watchFamily: oc.input(z.object({ key: ProcessKey })).output(eventIterator(Family)),
};
