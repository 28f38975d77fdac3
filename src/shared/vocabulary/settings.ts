import { z } from 'zod';
import { AgentStatus, Profile } from './agent';

/** What config.toml says beside its rules. */
export const Settings = z.object({
  history: z.object({
    enabled: z.boolean(),
    keepDays: z.number(),
    keepBytes: z.number(),
    /** Regular expressions (RE2's syntax); what they match, or their first group, is masked before it is stored. */
    mask: z.array(z.string()),
    /** Mask what is known to be secret. */
    maskKnown: z.boolean(),
  }),
  limits: z.object({
    /** Actions under way at once. */
    runs: z.number().int(),
    /** Actions that wait for their turn. */
    waiting: z.number().int(),
    /** How many actions a chain may have, each caused by the one before: rules with of_actions make it longer. */
    depth: z.number().int(),
  }),
  agents: z.object({
    /** Profiles of the file; `origin` is `file`. One with the id of a detected profile replaces it. */
    profiles: z.array(Profile),
    /** Changes to these statuses are told by a notification. */
    notify: z.array(AgentStatus),
    /** Lines above the screen that a terminal keeps. */
    scrollback: z.number().int(),
    worktrees: z.object({
      /** Where they are made; without it below the home directory. */
      directory: z.string().optional(),
      /** A command line for the system's shell, run in a new worktree. */
      setup: z.string().optional(),
      /** Globs of files that are not committed and are copied into it, relative to the repository: ".env". */
      copy: z.array(z.string()),
    }),
  }),
});
export type Settings = z.infer<typeof Settings>;

export const usualSettings: Settings = {
  history: { enabled: true, keepDays: 30, keepBytes: 200_000_000, mask: [], maskKnown: true },
  limits: { runs: 100, waiting: 10_000, depth: 3 },
  agents: {
    profiles: [],
    notify: ['needs-input', 'finished', 'failed', 'stuck'],
    scrollback: 10_000,
    worktrees: { copy: ['.env', '.env.local'] },
  },
};
