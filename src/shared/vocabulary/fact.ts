import { z } from 'zod';
import { Exit, ProcessInfo, ProcessKey } from './process';

/** What the probes saw. Facts are never changed or taken back. */
export const Fact = z.discriminatedUnion('type', [
  /** `existing`: it ran before we looked (the snapshot at start); rules do not fire on it. */
  z.object({ type: z.literal('process.started'), process: ProcessInfo, existing: z.boolean() }),
  z.object({
    type: z.literal('process.exited'),
    key: ProcessKey,
    pid: z.number().int(),
    exit: Exit,
    endedAt: z.number(),
  }),
  /** What a person typed to start a process that a probe told of, when a shell reported it as well. */
  z.object({ type: z.literal('process.described'), key: ProcessKey, typed: z.string() }),
  /** Events were lost at `where` (ring, netlink, socket); `count` is -1 when the system does not say how many. */
  z.object({ type: z.literal('probe.lost'), where: z.string(), count: z.number().int() }),
]);
export type Fact = z.infer<typeof Fact>;
