import { oc } from '@orpc/contract';
import { z } from 'zod';
import { FullCapture } from '../vocabulary';

/** What came of turning full capture on or off. */
export const CaptureChange = z.object({
  /** `refused`: the person, or the system in its place, said no; `unavailable`: it cannot be asked for from here. */
  outcome: z.enum(['done', 'refused', 'failed', 'unavailable']),
  /** What happened and what can be done, unless it is done. */
  message: z.string().optional(),
  full: FullCapture,
});
export type CaptureChange = z.infer<typeof CaptureChange>;

export const probe = {
  /** Installs the helper with its capabilities. The system asks the person at the screen, so this may take minutes. */
  enable: oc.input(z.object({ allUsers: z.boolean() })).output(CaptureChange),
  /** Removes it again, and offers it no more. */
  disable: oc.output(CaptureChange),
  /** Suggests full capture no more. */
  dismissOffer: oc.output(FullCapture),
  /** Somebody else has changed the installation: starts the helper again. Answers when it is known how it went. */
  refresh: oc.output(FullCapture),
};
