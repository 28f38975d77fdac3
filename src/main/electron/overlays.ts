import { type BrowserWindow, screen } from 'electron';
import type { Scope } from '../../shared/scope';
import type { Overlay } from '../../shared/vocabulary';
import type { Hub } from '../compose';
import type { ServedOverlayPages } from '../node';
import { placeOverlays } from './overlay-places';
import { createOverlaySessions, type LentSession } from './overlay-session';
import { openOverlayWindow } from './overlay-window';

export interface OverlayWindowsOptions {
  readonly hub: Pick<Hub, 'overlays' | 'closeOverlay'>;
  readonly pages: Pick<ServedOverlayPages, 'read'>;
  readonly preload: string;
}

interface Open {
  readonly window: BrowserWindow;
  readonly lent: LentSession | undefined;
}

/** A window for each overlay, in its corner of the main screen for as long as the overlay is up. */
export function showOverlays({ hub, pages, preload }: OverlayWindowsOptions, scope: Scope): void {
  const sessions = createOverlaySessions(pages);
  const open = new Map<Overlay['id'], Open>();

  function close(id: Overlay['id']): void {
    const closing = open.get(id);
    if (!closing) return;
    open.delete(id);
    closing.window.destroy();
    closing.lent?.giveBack();
  }

  function draw(): void {
    const overlays = hub.overlays.value;
    const here = new Set(overlays.map(({ id }) => id));
    for (const id of open.keys()) if (!here.has(id)) close(id);
    const places = placeOverlays(overlays, screen.getPrimaryDisplay().workArea);
    for (const [index, overlay] of overlays.entries()) {
      const bounds = places[index];
      if (!bounds) continue;
      const shown = open.get(overlay.id);
      if (shown) {
        shown.window.setBounds(bounds);
        continue;
      }
      const lent = overlay.content.type === 'progress' ? undefined : sessions.take();
      const window = openOverlayWindow(overlay, { bounds, preload, foreign: lent?.session });
      open.set(overlay.id, { window, lent });
      // The person or the page closed it.
      window.on('closed', () => {
        if (open.has(overlay.id)) hub.closeOverlay(overlay.id);
      });
    }
  }

  draw();
  scope.defer(hub.overlays.on(draw));
  screen.on('display-added', draw);
  screen.on('display-removed', draw);
  screen.on('display-metrics-changed', draw);
  scope.defer(() => {
    screen.off('display-added', draw);
    screen.off('display-removed', draw);
    screen.off('display-metrics-changed', draw);
    for (const id of [...open.keys()]) close(id);
  });
}
