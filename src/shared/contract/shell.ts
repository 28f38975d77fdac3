import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ShellKind, ShellSetup } from '../vocabulary';

/** The shells of this machine that can report what is typed into them. */
export const ShellProbeStatus = z.object({
  /** `reporting`: how many of them do so now. */
  shells: z.array(ShellSetup.extend({ reporting: z.number().int() })),
  /** Records that could not be read. */
  malformed: z.number().int(),
  /** Why no shell can report to this hub. */
  problem: z.string().optional(),
});
export type ShellProbeStatus = z.infer<typeof ShellProbeStatus>;

const change = oc
  .input(z.object({ kind: ShellKind }))
  .errors({
    CANNOT_CHANGE: { message: 'The shell’s settings stay as they are', data: z.object({ reason: z.string() }) },
  })
  .output(z.void());

export const shell = {
  watch: oc.output(eventIterator(ShellProbeStatus)),
  /** Lets new shells of a kind report, by a block in their file of settings. */
  install: change,
  /** Takes the block out again: the file is then as it was before. */
  uninstall: change,
  /** The set-up was changed by somebody else: look again. */
  refresh: oc.output(z.void()),
};
