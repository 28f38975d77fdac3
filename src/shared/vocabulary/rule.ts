import { z } from 'zod';
import { Action } from './action';

/** How the patterns of a rule are read: as globs, as regular expressions (RE2's syntax), or as the whole text itself. */
export const MatchKind = z.enum(['glob', 'regex', 'exact']);
export type MatchKind = z.infer<typeof MatchKind>;

/** The moment at which a rule acts: a command starts, ends, or ends other than with code 0. */
export const Moment = z.enum(['start', 'exit', 'failure']);
export type Moment = z.infer<typeof Moment>;

export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export type Weekday = z.infer<typeof Weekday>;

/** A span of every day in local time, in minutes since midnight. It goes on after midnight when `to` is not after `from`. */
export const HoursOfDay = z.object({ from: z.number().int(), to: z.number().int() });
export type HoursOfDay = z.infer<typeof HoursOfDay>;

/** A rule in force, as read from config.toml; what the rule leaves out comes from [defaults]. */
export const Rule = z.object({
  id: z.string(),
  /** What people call it; the id when it has no name. */
  name: z.string().optional(),
  enabled: z.boolean(),
  match: MatchKind,
  /** Any of them may match, in any form of the command line. */
  commands: z.array(z.string()).min(1),
  /** When any of these matches, in any form, the rule does not. */
  not: z.array(z.string()),
  /** Globs for the folder that the command starts in; `~` is written out. Empty: any. */
  cwd: z.array(z.string()),
  /** Names or numbers of users. Empty: any. */
  user: z.array(z.string()),
  /** Globs for the command line of the parent, in any form. Empty: any. */
  parent: z.array(z.string()),
  /** Globs for the name of the coding agent that it comes from. Empty: any command, of agents or not. */
  agent: z.array(z.string()),
  /** Only for `exit` and `failure`. Empty: any. */
  exitCodes: z.array(z.number().int()),
  on: Moment,
  /** With `start`: act when it still runs after so long. Otherwise: only if it ran at least so long. */
  minDurationMs: z.number(),
  /** At most so many of its actions at once; further matches are held. */
  maxRunsAtOnce: z.number().int().optional(),
  /** After it has acted, matches are held for so long. */
  cooldownMs: z.number(),
  /** Its actions are ended after so long. Actions may have a time-out of their own. */
  timeoutMs: z.number().optional(),
  /** Rules with a higher one come first; those with the same in the order of the file. */
  priority: z.number().int(),
  /** When it matches, no later rule is asked. */
  stop: z.boolean(),
  /** It also looks at what actions of other rules started. */
  ofActions: z.boolean(),
  /** Empty: all day. */
  activeHours: z.array(HoursOfDay),
  /** Empty: every day. Of a span over midnight the day counts on which it began. */
  activeDays: z.array(Weekday),
  /** Done in this order, all begun at once. */
  actions: z.array(Action).min(1),
  /** Where the rule stands in the file; 1-based. */
  line: z.number().int(),
});
export type Rule = z.infer<typeof Rule>;

/** Something wrong in a configuration file, and where: 1-based line and column. */
export const Problem = z.object({
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  message: z.string(),
});
export type Problem = z.infer<typeof Problem>;

/** "file:line:column: message", the form that editors and terminals make clickable. */
export function describeProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`;
}

/**
 * The form of a command line that a pattern matched:
 * `line`: the arguments as they are, joined by spaces;
 * `program`: the same without the path of the program ("/usr/bin/sleep 5" → "sleep 5");
 * `script`: without the interpreter and the script's path and extension ("node /opt/npm/bin/npm-cli.js install" → "npm install").
 */
export const MatchForm = z.enum(['line', 'program', 'script']);
export type MatchForm = z.infer<typeof MatchForm>;

/** A command to try rules with. What is left out is not known, and taken to be as a rule wants it. */
export const SampleCommand = z.object({
  argv: z.array(z.string()).min(1).max(10_000),
  cwd: z.string().optional(),
  user: z.string().optional(),
  /** The command line of its parent. */
  parent: z.string().optional(),
  /** The name of the coding agent that it comes from; empty when it comes from none. */
  agent: z.string().optional(),
  exitCode: z.number().int().optional(),
  durationMs: z.number().optional(),
});
export type SampleCommand = z.infer<typeof SampleCommand>;

/** Which rules would match a command line, and why the others would not; both in the order in which rules are asked. */
export const RuleVerdicts = z.object({
  command: z.string(),
  matches: z.array(
    z.object({
      id: z.string(),
      form: MatchForm,
      /** The text of that form. */
      text: z.string(),
      /** The pattern that matched. */
      pattern: z.string(),
      /** What the sample leaves open: "it starts in ~/code", "it still runs after 2 s". */
      assuming: z.array(z.string()),
    }),
  ),
  rejected: z.array(z.object({ id: z.string(), why: z.string() })),
});
export type RuleVerdicts = z.infer<typeof RuleVerdicts>;
