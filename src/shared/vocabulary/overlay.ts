import { z } from 'zod';
import { OverlayContent, OverlayCorner } from './action';
import { ProcessKey } from './process';

/** An overlay that is on the screen. */
export const Overlay = z.object({
  /** That of the run. */
  id: z.string(),
  ruleId: z.string(),
  process: ProcessKey,
  title: z.string(),
  command: z.string(),
  content: OverlayContent,
  /** Where a browser finds the file of a `page`, below the app's own address. */
  address: z.string().optional(),
  corner: OverlayCorner,
  width: z.number().int(),
  height: z.number().int(),
  clickThrough: z.boolean(),
  startedAt: z.number(),
});
export type Overlay = z.infer<typeof Overlay>;

/** A notification: of a rule, with its placeholders filled in, or of an agent. */
export const Notification = z.object({
  id: z.string(),
  /** What a click shows. */
  about: z.union([z.object({ process: ProcessKey }), z.object({ agent: z.string() })]),
  title: z.string(),
  message: z.string(),
  silent: z.boolean(),
});
export type Notification = z.infer<typeof Notification>;
