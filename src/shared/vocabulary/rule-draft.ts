import { z } from 'zod';
import { actionTypes, OverlayCorner } from './action';
import { MatchKind, Moment, Weekday } from './rule';

/**
 * An action as it is written in config.toml, in the long form: `type` and the keys of that type. Which of them a type
 * takes is for the reader of the file to say; here they are only what a form can hold.
 */
export const ActionDraft = z.object({
  type: z.enum(actionTypes),
  path: z.string().optional(),
  args: z.array(z.string()).optional(),
  shell: z.boolean().optional(),
  title: z.string().optional(),
  message: z.string().optional(),
  at: z.enum(['start', 'end', 'both']).optional(),
  silent: z.boolean().optional(),
  show: z.string().optional(),
  corner: OverlayCorner.optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  click_through: z.boolean().optional(),
  sound: z.string().optional(),
  level: z.enum(['debug', 'info', 'warn', 'error']).optional(),
  file: z.string().optional(),
  url: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  retries: z.number().optional(),
  allow_private: z.boolean().optional(),
  name: z.string().optional(),
  start: z.array(z.string()).optional(),
  cwd: z.string().optional(),
  prompt: z.string().optional(),
  send: z.string().optional(),
  enter: z.boolean().optional(),
  code: z.string().optional(),
  run: z.string().optional(),
  timeout: z.string().optional(),
});
export type ActionDraft = z.infer<typeof ActionDraft>;

/**
 * A rule as it is written in config.toml, key for key, with lists in place of single texts: what the editor's form holds.
 * A key that is undefined is not in the file. Durations are texts such as "2s", hours such as "09:00-17:30".
 */
export const RuleDraft = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  enabled: z.boolean().optional(),
  command: z.array(z.string()),
  match: MatchKind.optional(),
  not: z.array(z.string()).optional(),
  cwd: z.array(z.string()).optional(),
  user: z.array(z.string()).optional(),
  parent: z.array(z.string()).optional(),
  agent: z.array(z.string()).optional(),
  exit_code: z.array(z.number()).optional(),
  on: Moment.optional(),
  min_duration: z.string().optional(),
  max_runs_at_once: z.number().optional(),
  single_instance: z.boolean().optional(),
  cooldown: z.string().optional(),
  timeout: z.string().optional(),
  priority: z.number().optional(),
  stop: z.boolean().optional(),
  of_actions: z.boolean().optional(),
  active_hours: z.array(z.string()).optional(),
  active_days: z.array(Weekday).optional(),
  action: z.array(ActionDraft),
});
export type RuleDraft = z.infer<typeof RuleDraft>;

/** What [defaults] says, as it is written there. */
export const RuleDefaults = RuleDraft.omit({ id: true, name: true, command: true, action: true });
export type RuleDefaults = z.infer<typeof RuleDefaults>;

/** Something wrong in a draft, at the key that it is about: ["action", 0, "url"]. */
export const DraftProblem = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
});
export type DraftProblem = z.infer<typeof DraftProblem>;
