import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { CommandStats, FiringEntry, HistoryEntry, HistoryStatus, ProcessKey, Timeline } from '../vocabulary';

/** Which entries are meant; what is left out does not matter. */
export const HistoryFilter = z.object({
  /** Words that the command, its folder or its agent contains, all of them, upper and lower case alike. */
  search: z.string().max(1000).default(''),
  from: z.number().optional(),
  to: z.number().optional(),
  outcome: z.enum(['any', 'ok', 'failed']).default('any'),
  /** Only commands that this rule matched; "*" for any rule. */
  ruleId: z.string().optional(),
  /** Only what comes from this coding agent; "*" for any agent. */
  agent: z.string().optional(),
  program: z.string().optional(),
  /** The exact command line, as it is stored. */
  command: z.string().optional(),
  /** The same, from arguments as they are before what is secret in them is masked. */
  argv: z.array(z.string()).optional(),
  minDurationMs: z.number().optional(),
});
export type HistoryFilter = z.infer<typeof HistoryFilter>;

const page = { before: z.number().int().optional(), limit: z.number().int().min(1).max(1_000).default(200) };

const unavailable = {
  UNAVAILABLE: { message: 'There is no history', data: z.object({ reason: z.string() }) },
};

export const history = {
  status: oc.output(HistoryStatus),
  /** Newest first. `next` is the `before` of the following page. */
  list: oc
    .input(z.object({ filter: HistoryFilter, ...page }))
    .errors(unavailable)
    .output(z.object({ entries: z.array(HistoryEntry), next: z.number().int().optional() })),
  /** Figures by command line or by program. */
  stats: oc
    .input(
      z.object({
        filter: HistoryFilter,
        by: z.enum(['command', 'program']).default('command'),
        sort: z.enum(['runs', 'failures', 'median', 'p95', 'total', 'last']).default('runs'),
        limit: z.number().int().min(1).max(1_000).default(200),
      }),
    )
    .errors(unavailable)
    .output(z.array(CommandStats)),
  timeline: oc
    .input(
      z.object({ filter: HistoryFilter, from: z.number(), to: z.number(), buckets: z.number().int().min(1).max(500) }),
    )
    .errors(unavailable)
    .output(Timeline),
  /** What rules did, newest first. */
  firings: oc
    .input(z.object({ ruleId: z.string().optional(), process: ProcessKey.optional(), ...page }))
    .errors(unavailable)
    .output(z.object({ firings: z.array(FiringEntry), next: z.number().int().optional() })),
  /** The whole of what the filter lets through, as text in parts: CSV with a head (RFC 4180), or JSON with an entry per line. */
  export: oc
    .input(
      z.object({
        what: z.enum(['commands', 'firings']).default('commands'),
        format: z.enum(['csv', 'json']),
        filter: HistoryFilter,
      }),
    )
    .errors(unavailable)
    .output(eventIterator(z.string())),
  /** Forgets what started before then, or everything. */
  clear: oc
    .input(z.object({ before: z.number().optional() }))
    .errors(unavailable)
    .output(HistoryStatus),
};
