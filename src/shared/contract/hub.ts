import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { HubEvent, HubStatus } from '../vocabulary';

/** A place in the hub's journal. The epoch is new whenever the hub starts. */
export const JournalPosition = z.object({ epoch: z.string(), next: z.number().int().nonnegative() });
export type JournalPosition = z.infer<typeof JournalPosition>;

/** Some events in order. `lost` says how many before the first of them can no longer be had. */
export const EventBatch = z.object({
  position: JournalPosition,
  lost: z.number().int().nonnegative(),
  /** The reader's position was of an earlier run of the hub: what happened in between is unknown. */
  restarted: z.boolean(),
  events: z.array(z.object({ seq: z.number().int(), at: z.number(), event: HubEvent })),
});
export type EventBatch = z.infer<typeof EventBatch>;

export const hub = {
  status: oc.output(HubStatus),
  /** The status now and after each change, at most a few times a second. */
  watchStatus: oc.output(eventIterator(HubStatus)),
  /** Facts, decisions and runs: all that is kept, or what came after `after`; then, with `follow`, what comes. */
  events: oc
    .input(z.object({ after: JournalPosition.optional(), follow: z.boolean().default(true) }))
    .output(eventIterator(EventBatch)),
  /**
   * Shows the app: brings its window up; or tells the address, and a file for the person's browser to open in its place,
   * because the address holds the token and arguments of programs are there for all to read.
   */
  show: oc.output(z.object({ window: z.boolean(), url: z.string().optional(), page: z.string().optional() })),
};
