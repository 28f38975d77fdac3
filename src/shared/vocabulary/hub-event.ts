import { z } from 'zod';
import { AgentStatus, StatusSource } from './agent';
import { RecordedDecision } from './decision';
import { Fact } from './fact';
import { Exit } from './process';
import { Problem } from './rule';
import { RunEvent } from './run';

/** What became of an agent. `agent` is its id. */
export const AgentEvent = z.discriminatedUnion('type', [
  /** Also when it was started again. */
  z.object({
    type: z.literal('agent.started'),
    agent: z.string(),
    name: z.string(),
    pid: z.number().int(),
    command: z.array(z.string()),
  }),
  z.object({
    type: z.literal('agent.status'),
    agent: z.string(),
    name: z.string(),
    status: AgentStatus,
    source: StatusSource,
    text: z.string().optional(),
  }),
  z.object({
    type: z.literal('agent.exited'),
    agent: z.string(),
    name: z.string(),
    pid: z.number().int().optional(),
    exit: Exit,
  }),
]);
export type AgentEvent = z.infer<typeof AgentEvent>;

/** Everything that the hub's journal records, in the order in which it happened. */
export const HubEvent = z.union([
  Fact,
  RecordedDecision,
  RunEvent,
  AgentEvent,
  z.object({ type: z.literal('rules.loaded'), count: z.number().int(), file: z.string() }),
  z.object({ type: z.literal('rules.rejected'), problems: z.array(Problem) }),
]);
export type HubEvent = z.infer<typeof HubEvent>;
