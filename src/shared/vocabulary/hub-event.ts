import { z } from 'zod';
import { RecordedDecision } from './decision';
import { Fact } from './fact';
import { Problem } from './rule';
import { RunEvent } from './run';

/** Everything that the hub's journal records, in the order in which it happened. */
export const HubEvent = z.union([
  Fact,
  RecordedDecision,
  RunEvent,
  z.object({ type: z.literal('rules.loaded'), count: z.number().int(), file: z.string() }),
  z.object({ type: z.literal('rules.rejected'), problems: z.array(Problem) }),
]);
export type HubEvent = z.infer<typeof HubEvent>;
