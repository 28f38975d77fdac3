import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Notification, Overlay } from '../../../shared/vocabulary';
import { classNames } from '../../ui';
import { OverlayCard } from './card';
import { showNotification } from './notification';
import type { OverlaysStore } from './store';

export interface OverlayLayerProps {
  readonly store: OverlaysStore;
  /** The person wants to see what a notification is about. */
  readonly onShow: (about: Notification['about']) => void;
}

const corners: Record<Overlay['corner'], string> = {
  'top-left': 'top-4 left-4 flex-col items-start',
  'top-right': 'top-4 right-4 flex-col items-end',
  'bottom-left': 'bottom-4 left-4 flex-col-reverse items-start',
  // Above the toasts, which are there for a moment.
  'bottom-right': 'right-4 bottom-[calc(1rem+var(--toasts,0px))] flex-col-reverse items-end transition-[bottom]',
};

/** What rules put on the screen, for a host that has no windows of its own for it: cards above the page, and notifications. */
export function OverlayLayer({ store, onShow }: OverlayLayerProps) {
  const overlays = useStore(store.overlays);
  useEffect(() => {
    const reading = new AbortController();
    store.read(reading.signal);
    store.listen((notification) => showNotification(notification, onShow), reading.signal);
    return () => reading.abort();
  }, [store, onShow]);

  return (
    <section aria-label="Overlays" hidden={overlays.length === 0}>
      {/* A screen reader is told once that one has come; what it shows changes every second. */}
      <p role="status" className="sr-only">
        {overlays.map(({ title }) => title).join(', ')}
      </p>
      {Object.entries(corners).map(([corner, place]) => (
        <div
          key={corner}
          className={classNames('pointer-events-none fixed z-30 flex max-h-[calc(100vh-2rem)] gap-2.5', place)}
        >
          {overlays
            .filter((overlay) => overlay.corner === corner)
            .map((overlay) => (
              <OverlayCard
                key={overlay.id}
                overlay={overlay}
                store={store}
                size={{ width: overlay.width, height: overlay.height }}
              />
            ))}
        </div>
      ))}
    </section>
  );
}
