import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Notification, Overlay } from '../vocabulary';

/** What rules put on the screen. A desktop host shows it by itself; in a browser the page does. */
export const desktop = {
  /** The overlays, now and after each change. */
  overlays: oc.output(eventIterator(z.array(Overlay))),
  closeOverlay: oc.input(z.object({ id: z.string() })).output(z.void()),
  /** Notifications for the page to show; none where the host shows them. */
  notifications: oc.output(eventIterator(Notification)),
  /** Opens a window of its own for an agent, or brings it forward. False where there are no windows: the page opens one. */
  showAgent: oc.input(z.object({ id: z.string() })).output(z.object({ shown: z.boolean() })),
};
