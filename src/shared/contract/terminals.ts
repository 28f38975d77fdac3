import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Terminal, TerminalSize } from '../vocabulary';

const notFound = { NOT_FOUND: { message: 'There is no such terminal', data: z.object({ id: z.string() }) } };

export const terminals = {
  list: oc.output(z.array(Terminal)),
  watch: oc.output(eventIterator(z.array(Terminal))),
  /** Starts the person's shell (or `command`) on a pseudo-terminal. */
  open: oc
    .input(
      z.object({
        size: TerminalSize,
        cwd: z.string().optional(),
        command: z.array(z.string()).min(1).optional(),
      }),
    )
    .errors({ CANNOT_START: { message: 'The terminal could not be started', data: z.object({ reason: z.string() }) } })
    .output(Terminal),
  /**
   * Sends the terminal's bytes over this connection as binary frames (see link/terminal-frames.ts), numbered `stream`.
   * They begin at byte `from`, or as near to it as is still kept: `offset` says where, `lost` how many are missing.
   */
  attach: oc
    .input(z.object({ id: z.string(), from: z.number().int().nonnegative().optional() }))
    .errors(notFound)
    .output(
      z.object({ stream: z.number().int(), offset: z.number().int(), lost: z.number().int(), terminal: Terminal }),
    ),
  detach: oc.input(z.object({ stream: z.number().int() })).output(z.void()),
  resize: oc
    .input(z.object({ id: z.string(), size: TerminalSize }))
    .errors(notFound)
    .output(z.void()),
  /** Ends the terminal's processes (hang-up, then kill) and forgets it. */
  close: oc
    .input(z.object({ id: z.string() }))
    .errors(notFound)
    .output(z.void()),
};
