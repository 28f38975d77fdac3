import { z } from 'zod';
import { Exit } from './process';

/** The size of a terminal in character cells. */
export const TerminalSize = z.object({
  cols: z.number().int().min(2).max(1000),
  rows: z.number().int().min(1).max(1000),
});
export type TerminalSize = z.infer<typeof TerminalSize>;

/** A terminal: a process on a pseudo-terminal, and the bytes it wrote. It lives in a terminal host. */
export const Terminal = z.object({
  id: z.string(),
  pid: z.number().int(),
  cwd: z.string(),
  cols: z.number().int(),
  rows: z.number().int(),
  startedAt: z.number(),
  /** As the program set it by OSC 0 or 2. */
  title: z.string().optional(),
  /** Bytes written so far, as of the last message. */
  end: z.number().optional(),
  exit: Exit.optional(),
});
export type Terminal = z.infer<typeof Terminal>;

/**
 * What a program tells by escape sequences, or by its silence, while it runs.
 * `settled`: it wrote something and has been quiet for a moment since; `output`: it writes again after `settled`.
 */
export const TerminalSignal = z.discriminatedUnion('type', [
  z.object({ type: z.literal('output') }),
  z.object({ type: z.literal('settled') }),
  z.object({ type: z.literal('bell') }),
  z.object({ type: z.literal('title'), title: z.string() }),
  /** OSC 7, OSC 633;P;Cwd= or OSC 9;9 */
  z.object({ type: z.literal('cwd'), cwd: z.string() }),
  /** OSC 9, OSC 777;notify, OSC 99 */
  z.object({ type: z.literal('notification'), title: z.string().optional(), body: z.string() }),
  /** OSC 9;4: percent undefined means that it is over. */
  z.object({
    type: z.literal('progress'),
    state: z.enum(['none', 'running', 'error', 'indeterminate', 'paused']),
    percent: z.number().optional(),
  }),
  /** OSC 133 and 633: where a shell is. `exitCode` comes with `command-ended` */
  z.object({
    type: z.literal('prompt'),
    mark: z.enum(['prompt-started', 'prompt-ended', 'command-started', 'command-ended']),
    exitCode: z.number().int().optional(),
  }),
]);
export type TerminalSignal = z.infer<typeof TerminalSignal>;

/** The text of a terminal's screen as a person sees it. */
export const ScreenText = z.object({
  /** Rows without their trailing blanks; the last are those of the screen. Wrapped rows are joined when asked for. */
  lines: z.array(z.string()),
  alternate: z.boolean(),
  cursor: z.object({ x: z.number().int(), y: z.number().int(), visible: z.boolean() }),
});
export type ScreenText = z.infer<typeof ScreenText>;

/** Colours that programs may ask the terminal for (OSC 4, 10, 11, 12): "#rrggbb". */
export const TerminalColors = z.object({
  foreground: z.string(),
  background: z.string(),
  cursor: z.string(),
  /** The first 16. */
  palette: z.array(z.string()).max(16),
});
export type TerminalColors = z.infer<typeof TerminalColors>;
