import type { Observable } from '../../../shared/event';
import type { Overlay } from '../../../shared/vocabulary';
import { implementer, valuesOf } from '../../gateway';
import type { Desktop } from '../../ports';
import type { Notifications } from './notifications';

export interface Screen {
  readonly overlays: Observable<readonly Overlay[]>;
  readonly notifications: Notifications;
  closeOverlay(id: Overlay['id']): void;
  readonly desktop: Pick<Desktop, 'showAgent'>;
}

/** Overlays come and go with commands; a page draws no more often than this. */
const leastPauseMs = 50;

/** The part of the contract that shows things on the person's screen. */
export function desktopHandlers({ overlays, notifications, closeOverlay, desktop }: Screen) {
  return {
    overlays: implementer.desktop.overlays.handler(async function* ({ signal }) {
      for await (const shown of valuesOf(overlays, signal, leastPauseMs)) yield [...shown];
    }),
    closeOverlay: implementer.desktop.closeOverlay.handler(({ input }) => closeOverlay(input.id)),
    notifications: implementer.desktop.notifications.handler(({ signal, context }) =>
      notifications.forPage(signal ?? context.connection.signal),
    ),
    showAgent: implementer.desktop.showAgent.handler(({ input }) => ({ shown: desktop.showAgent(input.id) })),
  };
}
