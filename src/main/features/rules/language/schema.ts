import { z } from 'zod';
import { MatchKind, Moment } from '../../../../shared/vocabulary';
import { ActionTable } from './action-form';
import { AgentsTable, profileList } from './agent-schema';
import { parseSize } from './sizes';
import { parseDays, parseHours } from './times';
import { duration, expects, filledText, flag, globs, integer, listOf, oneOf, texts, written } from './value-schema';

const commandExample = 'command = "npm install*"';

const hours = written(parseHours, 'hours such as "09:00-17:30"', {
  type: 'string',
  pattern: '^ *[0-9]{1,2}:[0-9]{2} *- *[0-9]{1,2}:[0-9]{2} *$',
});
const days = written(parseDays, 'a day or several such as "mon" or "mon-fri"', { type: 'string' });
const user = written(userText, 'the name or the number of a user', {
  anyOf: [
    { type: 'string', minLength: 1 },
    { type: 'integer', minimum: 0 },
  ],
});
const exitCode = integer(-(2 ** 31), 2 ** 32 - 1);

function userText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? String(value) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What a rule may say, and [defaults] for all rules. */
const conditions = {
  enabled: flag('enabled').optional().describe('false switches the rule off. Usually true.'),
  match: oneOf(MatchKind.options)
    .optional()
    .describe('How command and not are read: "glob" (usual), "regex" (RE2, anywhere in the text), or "exact".'),
  not: texts('not = "* --help"').optional().describe('When any of these matches, the rule does not.'),
  // A folder is also compared without the slash, or the slash and stars, at the end of the glob.
  cwd: globs('cwd = "~/code/**"', (glob) => [glob, glob.replace(/\/(?:\*\*)?$/, '')])
    .optional()
    .describe('Globs for the folder that the command starts in.'),
  user: listOf(user, 'a text, a number or a list of them', 'user = "root"')
    .optional()
    .describe('Names or numbers of users.'),
  parent: globs('parent = "bash*"').optional().describe('Globs for the command line of the parent.'),
  // Names of agents are compared in lower case.
  agent: globs('agent = "*"', (glob) => [glob.toLowerCase()])
    .optional()
    .describe(
      'Globs for the agent that the command comes from: its name, its kind ("Claude Code"), or its id. "*": any.',
    ),
  exit_code: listOf(exitCode, 'a number or a list of numbers', 'exit_code = [1, 2]')
    .optional()
    .describe('With on = "exit" or "failure": only when it ends with one of these.'),
  on: oneOf(Moment.options)
    .optional()
    .describe('"start" (usual); "exit": when the command ends; "failure": when it ends other than with code 0.'),
  min_duration: duration()
    .optional()
    .describe('With on = "start": act when it still runs after so long. Otherwise: only if it ran at least so long.'),
  max_runs_at_once: integer(1, 1_000).optional().describe('At most so many of its actions at once; others are held.'),
  single_instance: flag('single_instance').optional().describe('The same as max_runs_at_once = 1.'),
  cooldown: duration().optional().describe('After the rule has acted, matches are held for so long.'),
  timeout: duration('1ms').optional().describe('Its actions are ended after so long.'),
  priority: integer(-1_000_000, 1_000_000)
    .optional()
    .describe('Rules with a higher one come first; usually 0, and the order is that of the file.'),
  stop: flag('stop').optional().describe('When this rule matches, no later one is asked.'),
  of_actions: flag('of_actions').optional().describe('Look at what actions of other rules start as well.'),
  active_hours: listOf(hours, 'hours or a list of them', 'active_hours = "09:00-17:30"')
    .optional()
    .describe('Only at this time of day, such as "09:00-17:30". "22:00-06:00" goes over midnight.'),
  active_days: listOf(days, 'a day or a list of days', 'active_days = "mon-fri"')
    .transform((lists) => [...new Set(lists.flat())])
    .optional()
    .describe('Only on these days, such as "mon" or "mon-fri".'),
};

export const DefaultsTable = z.strictObject(conditions, expects('a table', '[defaults]'));
export type DefaultsTable = z.infer<typeof DefaultsTable>;

const commands = texts(commandExample)
  .refine((list) => list.length > 0, `must not be an empty list; write ${commandExample}`)
  .optional()
  .describe('The command lines that the rule is for: a pattern, or a list of which any may match.');
const actions = listOf(ActionTable, 'a table or a list of tables', 'action.exec = "notify.sh"')
  .refine((list) => list.length > 0, 'must not be an empty list; write action.exec = "notify.sh"')
  .optional()
  .describe('What the rule does: a table, or a list of them.');

/** That it has commands and actions, and not both spellings of them, is looked at beside it: see `readRule`. */
export const RuleTable = z.strictObject(
  {
    id: filledText('id = "my-rule"').optional().describe('Names the rule; made from the command without one.'),
    name: filledText('name = "Installs"').optional().describe('What people call it.'),
    command: commands,
    commands,
    ...conditions,
    action: actions,
    actions,
  },
  expects('a table', '[[rules]]'),
);
export type RuleTable = z.infer<typeof RuleTable>;

const maxSize = written(
  (value) => {
    const bytes = parseSize(value);
    return bytes !== undefined && bytes >= 1e6 && bytes <= 1e11 ? bytes : undefined;
  },
  'a size from 1MB to 100GB such as "200MB"',
  { type: 'string', pattern: '^ *[0-9]+(\\.[0-9]+)? *[kKmMgG]?i?[bB] *$' },
);

export const HistoryTable = z.strictObject(
  {
    enabled: flag('enabled').optional().describe('false: nothing is stored.'),
    keep_days: z
      .number(expects('a number of days', 'keep_days = 30'))
      .min(0.01, 'must be more than 0')
      .max(3_650, 'must be at most 3650')
      .optional()
      .describe('How long commands are kept. Usually 30.'),
    max_size: maxSize.optional().describe('How large the file may become, such as "200MB" (usual).'),
    mask: texts("mask = '--pin=(\\S+)'")
      .optional()
      .describe('Regular expressions; what they match, or their first group, is masked before it is stored.'),
    mask_known: flag('mask_known')
      .optional()
      .describe('Mask passwords and tokens that are known as such. Usually true.'),
  },
  expects('a table', '[history]'),
);

export const LimitsTable = z.strictObject(
  {
    runs: integer(1, 1_000).optional().describe('Actions under way at once. Usually 100.'),
    waiting: integer(0, 1_000_000).optional().describe('Actions that wait for their turn. Usually 10000.'),
    depth: integer(1, 20)
      .optional()
      .describe('How many actions a chain may have, each caused by the one before. Usually 3.'),
  },
  expects('a table', '[limits]'),
);

const ruleList = z
  .array(
    z.unknown().meta({ $ref: '#/$defs/rule' }),
    expects('a list of tables, each begun with [[rules]]', '[[rules]]'),
  )
  .optional()
  .describe('The rules. [[rule]] is the same as [[rules]].');

/** The whole file. What rules say is looked at one by one: see `readRule`. */
export const ConfigTable = z.strictObject({
  rules: ruleList,
  rule: ruleList,
  defaults: DefaultsTable.optional().describe('What rules say that do not say it themselves.'),
  history: HistoryTable.optional().describe('What is stored of commands.'),
  limits: LimitsTable.optional().describe('How much at once.'),
  agents: AgentsTable.optional().describe('What is common to agents.'),
  profiles: profileList,
});
export type ConfigTable = z.infer<typeof ConfigTable>;
