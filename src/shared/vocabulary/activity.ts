import { z } from 'zod';
import { HoldReason } from './decision';
import { Estimate } from './history';
import { Exit, ProcessInfo, ProcessKey } from './process';
import { MatchForm } from './rule';
import { Run } from './run';

/** What a rule did about a process: it ran its actions, or held them. */
export const Firing = z.object({
  ruleId: z.string(),
  form: MatchForm,
  at: z.number(),
  held: HoldReason.optional(),
  /** One for each action of the rule, in their order, as they begin. */
  runs: z.array(Run),
});
export type Firing = z.infer<typeof Firing>;

/** Where a process comes from: an agent of ours, or a coding agent that runs anywhere else. */
export const Origin = z.object({
  /** Its process. */
  key: ProcessKey,
  name: z.string(),
  /** The id of the agent of ours whose terminal it runs in. */
  agent: z.string().optional(),
  /** What kind of coding agent it is, if that is not its name: "Claude Code". */
  tool: z.string().optional(),
});
export type Origin = z.infer<typeof Origin>;

/** What rules may call an origin: its name, its kind, and the id of our agent. */
export function namesOf({ name, tool, agent }: Origin): string[] {
  return [name, tool, agent].filter((text) => text !== undefined);
}

/** A process with what is known of its end and what rules did about it: a row of Activity. */
export const ActivityRow = z.object({
  key: ProcessKey,
  process: ProcessInfo,
  /** The parent's program; empty when the parent was not known when this one started. */
  parentName: z.string(),
  /** Who was its parent when it started; undefined when that was not known. It may have ended since. */
  parent: ProcessKey.optional(),
  /** The agent in whose terminal it was started, or the nearest of its ancestors that is a coding agent; also after their end. */
  origin: Origin.optional(),
  /** It ran before we looked. */
  existing: z.boolean(),
  exit: Exit.optional(),
  endedAt: z.number().optional(),
  firings: z.array(Firing),
  /** It was started by an action, so only rules with of_actions fire on it. */
  ofAction: z.boolean(),
  /** How long it is likely to take; known once it has run for a moment, if it ran before. */
  estimate: Estimate.optional(),
});
export type ActivityRow = z.infer<typeof ActivityRow>;

/** The pid of the parent that a process had when it started, as far as that is known. */
export function parentPid({ parent, process }: Pick<ActivityRow, 'parent' | 'process'>): number | undefined {
  return parent === undefined ? process.ppid : Number.parseInt(parent, 10);
}

/** A relative of a process. */
export const Relative = z.object({
  key: ProcessKey,
  /** Undefined for what was only typed into a shell. */
  pid: z.number().int().optional(),
  /** The name of its program. */
  name: z.string(),
  /** The name of the coding agent that it is. */
  agent: z.string().optional(),
  /** The beginning of its command line. */
  command: z.string(),
  /** How it ended; undefined while it runs. */
  exit: Exit.optional(),
});
export type Relative = z.infer<typeof Relative>;

/** A process with its ancestors and its children. */
export const Family = z.object({
  row: ActivityRow,
  /** The parent first, then its parent and so on. `gap`: the one before descends from it through unknown processes. */
  ancestors: z.array(Relative.extend({ gap: z.boolean() })),
  /** The parent of the last ancestor (or of the process itself), of which nothing more is known. */
  beyond: z.object({ pid: z.number().int(), name: z.string() }).optional(),
  /** Those that run first, then the newest. */
  children: z.array(Relative),
  /** How many further children are known. */
  moreChildren: z.number().int(),
});
export type Family = z.infer<typeof Family>;
