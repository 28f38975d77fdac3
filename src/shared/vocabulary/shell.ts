import { z } from 'zod';

/** Shells that can report what is typed into them. */
export const ShellKind = z.enum(['bash', 'zsh']);
export type ShellKind = z.infer<typeof ShellKind>;

/** Whether the shells of one kind report to this home. */
export const ShellSetup = z.object({
  kind: ShellKind,
  /**
   * `installed`: new shells report. `absent`: they do not. `missing`: there is no such shell on this machine.
   * `damaged`: the block in the file of its settings is not as we left it, so it is not touched.
   */
  state: z.enum(['installed', 'absent', 'missing', 'damaged']),
  /** The files of settings that hold the block, or would. */
  files: z.array(z.string()),
  /** What is wrong, and what to do about it. */
  message: z.string().optional(),
});
export type ShellSetup = z.infer<typeof ShellSetup>;
