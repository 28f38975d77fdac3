import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ScreenText, Terminal, TerminalColors, TerminalSize } from '../vocabulary';

const Id = z.object({ id: z.string() });
const notFound = { NOT_FOUND: { message: 'There is no such terminal', data: Id } };

/** The bytes of agents' terminals. What runs in them, and their life, is the matter of `agents`. */
export const terminals = {
  /**
   * Sends the terminal's output over this connection as binary frames (link/terminal-frames.ts), numbered `stream`.
   * With `from`, output that is still kept goes on there, to the byte. Otherwise, and whenever this view has fallen far
   * behind, a snapshot comes first: it puts an empty terminal of the given size into the state that it has at `offset`.
   */
  attach: oc
    .input(
      z.object({
        id: z.string(),
        /** Everything before this byte is on the view's screen already. */
        from: z.number().int().nonnegative().optional(),
        /** How much scrollback a snapshot has at first; the rest can be asked for by `history`. */
        lines: z.number().int().nonnegative().max(100_000).optional(),
      }),
    )
    .errors(notFound)
    .output(z.object({ stream: z.number().int(), offset: z.number().int(), terminal: Terminal })),
  detach: oc.input(z.object({ stream: z.number().int() })).output(z.void()),
  /**
   * Gives the terminal a size, and this connection the say over it: whoever asked last owns the size, and only the
   * owner holds the program back when it cannot keep up.
   */
  resize: oc
    .input(z.object({ id: z.string(), size: TerminalSize }))
    .errors(notFound)
    .output(z.void()),
  /**
   * Sends a whole snapshot, with all scrollback that is kept, on the stream of an attached view. A view that has shown the
   * last lines asks for it when it is idle.
   */
  snapshot: oc.input(z.object({ stream: z.number().int() })).output(z.void()),
  /** The text of the last `lines` rows. */
  screen: oc
    .input(
      z.object({
        id: z.string(),
        lines: z.number().int().positive().max(100_000),
        /** Rows that the terminal wrapped are one line. */
        unwrap: z.boolean().optional(),
        /** Keep colours and attributes as SGR sequences. */
        ansi: z.boolean().optional(),
      }),
    )
    .errors(notFound)
    .output(ScreenText),
  /** Lines with a text, newest first, over all terminals or some: at most 200. */
  search: oc
    .input(
      z.object({
        text: z.string().min(1).max(200),
        ids: z.array(z.string()).optional(),
        caseSensitive: z.boolean().optional(),
        regex: z.boolean().optional(),
      }),
    )
    .errors({ BAD_PATTERN: { message: 'The pattern cannot be read', data: z.object({ reason: z.string() }) } })
    .output(
      z.array(
        z.object({
          id: z.string(),
          /** Counted from the oldest line that is kept. */
          line: z.number().int(),
          text: z.string(),
          at: z.number().int(),
          length: z.number().int(),
        }),
      ),
    ),
  /** What programs are told when they ask for colours, from now on. */
  colors: oc.input(TerminalColors).output(z.void()),
};
