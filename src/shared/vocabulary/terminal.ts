import { z } from 'zod';
import { Exit } from './process';

/** A terminal: a process on a pseudo-terminal, and the bytes it wrote. */
export const Terminal = z.object({
  id: z.string(),
  title: z.string(),
  /** An action opened it under this name, to send text to. */
  name: z.string().optional(),
  pid: z.number().int(),
  cwd: z.string(),
  cols: z.number().int(),
  rows: z.number().int(),
  startedAt: z.number(),
  exit: Exit.optional(),
});
export type Terminal = z.infer<typeof Terminal>;

/** The size of a terminal in character cells. */
export const TerminalSize = z.object({
  cols: z.number().int().min(2).max(1000),
  rows: z.number().int().min(1).max(1000),
});
export type TerminalSize = z.infer<typeof TerminalSize>;
