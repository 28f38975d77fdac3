import { z } from 'zod';

/** What a rule does when a command matches. Further types of action become further members of this union. */
export const ExecAction = z.object({
  type: z.literal('exec'),
  /** A program: absolute, "~/…", with a slash relative to the home directory, or a bare name (actions/ there, then PATH). */
  path: z.string(),
  args: z.array(z.string()),
  /** Run `path` as a command line of the system's shell; otherwise no shell is involved. */
  shell: z.boolean(),
  /** While a run of this rule is under way, further matches are held. */
  singleInstance: z.boolean(),
});
export type ExecAction = z.infer<typeof ExecAction>;

export const Action = z.discriminatedUnion('type', [ExecAction]);
export type Action = z.infer<typeof Action>;

/** A rule in force, as read from config.toml. */
export const Rule = z.object({
  id: z.string(),
  /** Globs; any of them may match. `*` and `?` cross spaces and slashes. */
  commands: z.array(z.string()).min(1),
  action: Action,
  enabled: z.boolean(),
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
 * The form of a command line that a glob matched:
 * `line`: the arguments as they are, joined by spaces;
 * `program`: the same without the path of the program ("/usr/bin/sleep 5" → "sleep 5");
 * `script`: without the interpreter and the script's path and extension ("node /opt/npm/bin/npm-cli.js install" → "npm install").
 */
export const MatchForm = z.enum(['line', 'program', 'script']);
export type MatchForm = z.infer<typeof MatchForm>;

/** Which rules would match a command line, and why the others would not. */
export const RuleVerdicts = z.object({
  command: z.string(),
  matches: z.array(z.object({ id: z.string(), form: MatchForm })),
  rejected: z.array(z.object({ id: z.string(), why: z.string() })),
});
export type RuleVerdicts = z.infer<typeof RuleVerdicts>;
