import { z } from 'zod';
import { ActionType } from './action';
import { HoldReason } from './decision';
import { durationText } from './duration';
import { Exit, ProcessKey } from './process';
import { RunState } from './run';

/** A command that ran, as the history keeps it: with secrets masked. */
export const HistoryEntry = z.object({
  id: z.number().int(),
  key: ProcessKey,
  command: z.string(),
  /** As a person typed it, if that differs. */
  typed: z.string().optional(),
  program: z.string(),
  cwd: z.string().optional(),
  uid: z.number().int().optional(),
  /** The coding agent that it comes from. */
  agent: z.string().optional(),
  startedAt: z.number(),
  /** Undefined while it runs, and of commands that ended while no hub ran. */
  endedAt: z.number().optional(),
  exit: Exit.optional(),
  /** How many rules matched it. */
  firings: z.number().int(),
  /** Some of the rules that matched it, at most three. */
  ruleIds: z.array(z.string()).optional(),
  /** It was started by an action. */
  ofAction: z.boolean(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** What a rule did once: one for each action, or one that says why it was held. */
export const FiringEntry = z.object({
  id: z.number().int(),
  at: z.number(),
  ruleId: z.string(),
  process: ProcessKey,
  command: z.string(),
  held: HoldReason.optional(),
  action: ActionType.optional(),
  label: z.string().optional(),
  state: RunState.optional(),
  exit: Exit.optional(),
  message: z.string().optional(),
  endedAt: z.number().optional(),
  /** The end of what it printed, with secrets masked. */
  output: z.string().optional(),
});
export type FiringEntry = z.infer<typeof FiringEntry>;

/** Figures of a command, or of a program when they are gathered so. Durations are those of runs that have ended. */
export const CommandStats = z.object({
  /** The command line, or the program's name. */
  command: z.string(),
  runs: z.number().int(),
  /** Ended with another code than 0, or by a signal. */
  failures: z.number().int(),
  medianMs: z.number().optional(),
  p95Ms: z.number().optional(),
  totalMs: z.number(),
  lastAt: z.number(),
});
export type CommandStats = z.infer<typeof CommandStats>;

/** What is known of how long a command takes, from its earlier runs that succeeded. */
export const Estimate = z.object({
  /** At most twenty, ascending. */
  durationsMs: z.array(z.number()).min(1),
  /** `folder`: runs of the same command in the same folder; `command`: in any; `program`: of the same program and subcommand. */
  basis: z.enum(['folder', 'command', 'program']),
});
export type Estimate = z.infer<typeof Estimate>;

/** How far a command is likely to be. */
export interface TimeLeft {
  /** From 0 to 1; never 1 while it runs. */
  readonly fraction: number;
  /** Undefined when it runs longer than it ever did. */
  readonly leftMs: number | undefined;
}

/**
 * The time left after `elapsedMs`: the median of what is left of those earlier runs that took longer than this one has
 * taken so far. So a command that is quick when nothing changed and slow otherwise is estimated anew once it is not quick.
 */
export function timeLeft({ durationsMs }: Pick<Estimate, 'durationsMs'>, elapsedMs: number): TimeLeft {
  const longer = durationsMs.filter((duration) => duration > elapsedMs);
  const middle = longer[Math.floor((longer.length - 1) / 2)];
  if (middle === undefined) {
    const longest = durationsMs.at(-1) ?? 0;
    // Beyond all experience it creeps on: 95 % at once, 99 % after five times as long.
    return {
      fraction: elapsedMs <= 0 ? 0 : Math.min(0.999, 1 - 0.05 * Math.min(1, longest / elapsedMs)),
      leftMs: undefined,
    };
  }
  return { fraction: Math.min(0.95, Math.max(0, elapsedMs) / middle), leftMs: middle - elapsedMs };
}

/** "about 40 s left", in steps that do not flicker; "longer than usual" when it took never so long before. */
export function timeLeftText({ leftMs }: TimeLeft): string {
  return leftMs === undefined ? 'longer than usual' : `${roughly(leftMs)} left`;
}

function roughly(leftMs: number): string {
  const seconds = leftMs / 1_000;
  if (seconds < 5) return 'a few seconds';
  if (seconds < 57) return `about ${Math.ceil(seconds / 5) * 5} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${Math.max(1, minutes)} min`;
  return `about ${durationText(Math.round(minutes / 10) * 600_000)}`;
}

/** What started in each part of a span of time. */
export const Timeline = z.object({
  from: z.number(),
  to: z.number(),
  bucketMs: z.number(),
  /** All parts in order, also empty ones. */
  buckets: z.array(z.object({ at: z.number(), started: z.number(), failed: z.number(), fired: z.number() })),
});
export type Timeline = z.infer<typeof Timeline>;

export const HistoryStatus = z.object({
  state: z.enum(['open', 'off', 'unavailable']),
  /** Why it is unavailable. */
  why: z.string().optional(),
  file: z.string(),
  bytes: z.number(),
  entries: z.number().int(),
  firings: z.number().int(),
  oldestAt: z.number().optional(),
  keepDays: z.number(),
  keepBytes: z.number(),
  /** Entries that could not be stored since the hub started. */
  lost: z.number().int(),
});
export type HistoryStatus = z.infer<typeof HistoryStatus>;
