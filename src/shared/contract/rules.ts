import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Problem, Rule, RuleVerdicts } from '../vocabulary';

/** The rules in force, what is wrong with the file, and what the rules did since the hub started. */
export const RulesState = z.object({
  file: z.string(),
  /** Rises each time other rules come into force. */
  revision: z.number().int(),
  loadedAt: z.number(),
  paused: z.boolean(),
  rules: z.array(Rule),
  /** When not empty, the file was not taken over: the rules above are those of before. */
  problems: z.array(Problem),
  /** By rule id: how often it matched, how often it was held, and when last. */
  counts: z.record(z.string(), z.object({ matched: z.number(), held: z.number(), lastAt: z.number() })),
});
export type RulesState = z.infer<typeof RulesState>;

export const rules = {
  state: oc.output(RulesState),
  watch: oc.output(eventIterator(RulesState)),
  /** While paused, rules still match and are shown, but no action starts. */
  setPaused: oc.input(z.object({ paused: z.boolean() })).output(RulesState),
  /** What the rules in force would make of a command line. */
  test: oc.input(z.object({ argv: z.array(z.string()).min(1).max(10_000) })).output(RuleVerdicts),
  /** Opens config.toml in the person's editor. */
  openFile: oc
    .errors({ CANNOT_OPEN: { message: 'The file could not be opened', data: z.object({ reason: z.string() }) } })
    .output(z.object({ file: z.string() })),
};
