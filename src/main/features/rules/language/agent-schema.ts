import { z } from 'zod';
import {
  agentTools,
  baseProgram,
  type Profile,
  profileColors,
  profileIcons,
  type Settings,
  usualSettings,
} from '../../../../shared/vocabulary';
import { duration, expects, filledText, flag, integer, listOf, oneOf, text, texts } from './value-schema';
import { splitWords } from './words';

/** A command line, or its words. */
function words(example: string) {
  return z
    .preprocess(
      (value) => (typeof value === 'string' ? splitWords(value) : value),
      z
        .array(text(example), expects('a command line or a list of texts', example))
        .refine((list) => list.length > 0 && list[0] !== '', `must not be empty; write ${example}`),
    )
    .meta({ orText: true });
}

export const StatusTable = z.strictObject(
  {
    pattern: filledText("pattern = '^Proceed\\?'").describe('A regular expression (RE2) for a line on the screen.'),
    status: oneOf(['working', 'needs-input', 'finished', 'failed']).describe('What the agent does then.'),
  },
  expects('a table', 'status = [{ pattern = \'^Proceed\\?\', status = "needs-input" }]'),
);

const envExample = 'env = { NAME = "value" }';

export const ProfileTable = z.strictObject(
  {
    id: filledText('id = "claude-opus"')
      .refine(
        (id) => id === '' || /^[a-z0-9][a-z0-9._-]*$/.test(id),
        'must be of small letters, digits, ".", "_" and "-"',
      )
      .describe('Names the profile for commands; that of a detected one replaces it.'),
    name: filledText('name = "Claude Opus"').optional().describe('What people call it; the id without one.'),
    tool: oneOf(agentTools)
      .optional()
      .describe('The coding agent whose ways it has; without it the one that the command runs.'),
    command: words('command = "claude --model opus"')
      .optional()
      .describe('What is started: a command line or a list of words. Only with tool it may be left out.'),
    args: z
      .array(text('args = ["--model", "opus"]'), expects('a list of texts', 'args = ["--model", "opus"]'))
      .optional()
      .describe('Further arguments, after those of the command.'),
    env: z
      .record(z.string(), text(envExample), expects('a table of texts', envExample))
      .optional()
      .describe('Variables of its environment, besides the usual ones.'),
    cwd: filledText('cwd = "~/code"').optional().describe('The folder it is started in unless another is asked for.'),
    color: oneOf(profileColors).optional().describe('Its colour in lists.'),
    icon: oneOf(profileIcons).optional().describe('Its picture in lists.'),
    status: listOf(StatusTable, 'a table or a list of them', 'status = [{ pattern = \'…\', status = "working" }]')
      .optional()
      .describe('Texts on the screen that tell what it does. The first that is found counts.'),
    auto_restart: oneOf(['never', 'on-failure', 'always'])
      .optional()
      .describe('Whether it is started again when it has ended by itself. Usually "never".'),
    resume: words('resume = ["--resume", "{id}"]')
      .optional()
      .describe('Arguments, in place of those of the command, that take up the session {id} again.'),
    transcript: flag('transcript').optional().describe('Also write the output to a file in the folder transcripts.'),
    stuck_after: duration()
      .optional()
      .describe(
        'No output for so long while it works: stuck. Usually "5m" for coding agents, "0s" (never) for others.',
      ),
  },
  expects('a table', '[[profiles]]'),
);
type ProfileTable = z.infer<typeof ProfileTable>;

export const WorktreesTable = z.strictObject(
  {
    directory: filledText('directory = "~/worktrees"')
      .optional()
      .describe('Where git worktrees are made; usually in the folder worktrees beside this file.'),
    setup: filledText('setup = "npm install"')
      .optional()
      .describe('A command line for the system’s shell, run in a new worktree.'),
    copy: texts('copy = [".env"]')
      .optional()
      .describe('Globs of files that are not committed and are copied into a new worktree. Usually .env, .env.local.'),
  },
  expects('a table', '[agents.worktrees]'),
);

export const AgentsTable = z.strictObject(
  {
    notify: listOf(
      oneOf(['needs-input', 'finished', 'failed', 'stuck', 'exited']),
      'a text or a list of texts',
      'notify = ["needs-input"]',
    )
      .optional()
      .describe('Changes to these are told by a notification while nobody looks. Usually all but "exited".'),
    scrollback: integer(0, 100_000).optional().describe('Lines above the screen that are kept. Usually 10000.'),
    worktrees: WorktreesTable.optional().describe('Git worktrees of agents.'),
  },
  expects('a table', '[agents]'),
);
export type AgentsTable = z.infer<typeof AgentsTable>;

export const profileList = z
  .array(ProfileTable, expects('a list of tables, each begun with [[profiles]]', '[[profiles]]'))
  .optional()
  .describe('How agents can be started.');

const usualStuckAfterMs = 300_000;

/** What the tables say, with what is usual for the rest. */
export function agentSettings(
  { notify, scrollback, worktrees = {} }: AgentsTable,
  profiles: readonly ProfileTable[],
): Settings['agents'] {
  const usual = usualSettings.agents;
  const { directory, setup, copy } = worktrees;
  return {
    profiles: profiles.map(profileOf),
    notify: notify ?? usual.notify,
    scrollback: scrollback ?? usual.scrollback,
    worktrees: { directory, setup, copy: copy ?? usual.worktrees.copy },
  };
}

function profileOf(table: ProfileTable): Profile {
  const { id, name = id, args = [], env = {}, cwd, color = 'gray', status = [], resume, transcript = false } = table;
  const command = [...(table.command ?? [table.tool ?? id]), ...args];
  const tool = table.tool ?? agentTools.find((known) => known === baseProgram(command[0] ?? ''));
  return {
    ...{
      id,
      name,
      origin: 'file',
      tool,
      command,
      env: { ...env },
      cwd,
      color,
      statusRules: status,
      resume,
      transcript,
    },
    icon: table.icon ?? (tool ? 'bot' : 'terminal'),
    autoRestart: table.auto_restart ?? 'never',
    stuckAfterMs: table.stuck_after ?? (tool ? usualStuckAfterMs : 0),
  };
}
