import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  ActionDraft,
  DraftProblem,
  Problem,
  Rule,
  RuleDefaults,
  RuleDraft,
  RuleVerdicts,
  Run,
  RunOutput,
  SampleCommand,
} from '../vocabulary';

/** The rules in force, and what is wrong with the file. */
export const RulesState = z.object({
  file: z.string(),
  /** Rises each time other rules come into force. */
  revision: z.number().int(),
  /** Names the content of the file that was read last, whether it was taken over or not. */
  version: z.string(),
  loadedAt: z.number(),
  paused: z.boolean(),
  /** Ids of rules that are paused each by itself, until the hub ends. */
  pausedRules: z.array(z.string()),
  rules: z.array(Rule),
  /** When not empty, the file was not taken over: the rules above are those of before. */
  problems: z.array(Problem),
});
export type RulesState = z.infer<typeof RulesState>;

/** How often rules matched, were held, and had an action that failed, and when they matched last; by their ids. */
export const RuleCounts = z.record(
  z.string(),
  z.object({ matched: z.number(), held: z.number(), failed: z.number(), lastAt: z.number() }),
);
export type RuleCounts = z.infer<typeof RuleCounts>;

/** The text of config.toml, and the rules in it as they are written. */
export const RulesSource = z.object({
  text: z.string(),
  version: z.string(),
  problems: z.array(Problem),
  /** What [defaults] says, as far as it can be read. */
  defaults: RuleDefaults,
  /** In the order of the file; empty when the text is no TOML. A rule that is wrong has a draft as far as it can be read. */
  rules: z.array(
    z.object({
      id: z.string(),
      /** The id stands in the file; otherwise it was made from the command. */
      named: z.boolean(),
      draft: RuleDraft,
      /** The part of the text that belongs to the rule, with the comments above its header. */
      source: z.string(),
      line: z.number().int(),
    }),
  ),
});
export type RulesSource = z.infer<typeof RulesSource>;

/**
 * A change of config.toml. `was` is the source of the rule as the editor saw it: when the rule stands differently in the
 * file by now, nothing is written. Without it the change is made to whatever stands there.
 */
export const RulesChange = z.discriminatedUnion('do', [
  /** The whole text, if the file is still at `base`. */
  z.object({ do: z.literal('text'), text: z.string(), base: z.string() }),
  /** Behind the rule `after`, or at the end. Without an id it gets one. */
  z.object({ do: z.literal('add'), rule: RuleDraft, after: z.string().optional() }),
  z.object({ do: z.literal('edit'), id: z.string(), rule: RuleDraft, was: z.string().optional() }),
  /** Replaces the source of a rule, comments and all. */
  z.object({ do: z.literal('source'), id: z.string(), source: z.string(), was: z.string().optional() }),
  z.object({ do: z.literal('enable'), id: z.string(), enabled: z.boolean() }),
  z.object({ do: z.literal('remove'), id: z.string(), was: z.string().optional() }),
  /** A copy with a new id, behind the original. */
  z.object({ do: z.literal('duplicate'), id: z.string() }),
  /** Before the rule `before`, or to the end. */
  z.object({ do: z.literal('move'), id: z.string(), before: z.string().optional() }),
]);
export type RulesChange = z.infer<typeof RulesChange>;

/** What a change made of the file. */
export const RulesChanged = z.object({
  /** The text before and after, for undo. */
  before: z.string(),
  text: z.string(),
  version: z.string(),
  /** Of the rule that was added, changed or moved. */
  id: z.string().optional(),
});
export type RulesChanged = z.infer<typeof RulesChanged>;

/** A group of commands of the history that a draft would have matched. */
export const DraftMatch = z.object({
  command: z.string(),
  times: z.number().int(),
  lastAt: z.number(),
  /** As `decide` would have it: with the draft's conditions that the history knows of. */
  example: z.object({ cwd: z.string().optional(), exitCode: z.number().optional() }),
});
export type DraftMatch = z.infer<typeof DraftMatch>;

const noRule = { NO_RULE: { message: 'There is no such rule', data: z.object({ id: z.string() }) } };

export const rules = {
  state: oc.output(RulesState),
  watch: oc.output(eventIterator(RulesState)),
  /** Since the hub started; rules that are not there did nothing. */
  counts: oc.output(RuleCounts),
  /** All counts, and then, at most once a second, those that changed. */
  watchCounts: oc.output(eventIterator(RuleCounts)),
  /** While paused, rules still match and are shown, but no action starts. With `id` only that rule. */
  setPaused: oc
    .input(z.object({ paused: z.boolean(), id: z.string().optional() }))
    .errors(noRule)
    .output(RulesState),
  /** What the rules in force would make of a command. */
  test: oc.input(SampleCommand).output(RuleVerdicts),
  /** Opens config.toml in the person's editor. */
  openFile: oc
    .errors({ CANNOT_OPEN: { message: 'The file could not be opened', data: z.object({ reason: z.string() }) } })
    .output(z.object({ file: z.string() })),
  /** The file as it is now, read anew. */
  source: oc
    .errors({ CANNOT_READ: { message: 'The file can’t be read', data: z.object({ reason: z.string() }) } })
    .output(RulesSource),
  /** What is wrong in a text that has not been saved. */
  check: oc.input(z.object({ text: z.string().max(10_000_000) })).output(z.object({ problems: z.array(Problem) })),
  /** What is wrong in a rule that has not been saved. `id`: the rule that it is to replace. */
  checkDraft: oc
    .input(z.object({ rule: RuleDraft, id: z.string().optional() }))
    .output(z.object({ problems: z.array(DraftProblem), source: z.string() })),
  /** Which of the commands that started since then a draft would have matched; the most frequent first. */
  previewDraft: oc.input(z.object({ rule: RuleDraft, since: z.number() })).output(
    z.object({
      matches: z.array(DraftMatch),
      matched: z.number(),
      looked: z.number(),
      problem: z.string().optional(),
    }),
  ),
  /** What a draft would make of a command. */
  testDraft: oc.input(z.object({ rule: RuleDraft, command: SampleCommand })).output(RuleVerdicts),
  /** Writes the file, in place: what the change is not about stays byte for byte. Answers once it is in force. */
  change: oc
    .input(RulesChange)
    .errors({
      ...noRule,
      /** Somebody else changed it meanwhile. `theirs` is what stands there, `mine` what would have been written, both of the same part. */
      CONFLICT: {
        message: 'The file was changed meanwhile',
        data: z.object({ theirs: z.string(), mine: z.string(), whole: z.boolean(), version: z.string() }),
      },
      /** The result would not be a file without problems; nothing was written. */
      INVALID: { message: 'The change is not right', data: z.object({ problems: z.array(Problem), text: z.string() }) },
      CANNOT_WRITE: { message: 'The file could not be written', data: z.object({ reason: z.string() }) },
    })
    .output(RulesChanged),
  /** Runs an action now, for a made-up command that ends after `lastsMs`. The answer comes when the action has ended. */
  tryAction: oc
    .input(
      z.object({
        action: ActionDraft,
        command: SampleCommand,
        lastsMs: z.number().min(0).max(60_000).default(2_000),
      }),
    )
    .errors({ INVALID: { message: 'The action is not right', data: z.object({ problems: z.array(DraftProblem) }) } })
    .output(RunOutput),
  /** Runs the actions of a rule now, as tryAction does. */
  run: oc
    .input(z.object({ id: z.string(), command: SampleCommand, lastsMs: z.number().min(0).max(60_000).default(2_000) }))
    .errors(noRule)
    .output(z.array(RunOutput)),
  /** What an action printed, while it runs or after; undefined when it is no longer kept. */
  output: oc.input(z.object({ run: Run.shape.id })).output(RunOutput.optional()),
};
