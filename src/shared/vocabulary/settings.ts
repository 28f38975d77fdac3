import { z } from 'zod';

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
});
export type Settings = z.infer<typeof Settings>;

export const usualSettings: Settings = {
  history: { enabled: true, keepDays: 30, keepBytes: 200_000_000, mask: [], maskKnown: true },
  limits: { runs: 100, waiting: 10_000, depth: 3 },
};
