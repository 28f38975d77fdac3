import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Overlay } from '../../../shared/vocabulary';
import { OverlayCard } from './card';
import type { OverlaysStore } from './store';

export interface OverlayWindowProps {
  readonly id: Overlay['id'];
  readonly store: OverlaysStore;
}

/** A window of the desktop that is nothing but one overlay; where nothing is drawn one sees through it. */
export function OverlayWindow({ id, store }: OverlayWindowProps) {
  const overlay = useStore(store.overlays, (overlays) => overlays.find((one) => one.id === id));
  useEffect(() => {
    document.body.style.background = 'transparent';
    const reading = new AbortController();
    store.read(reading.signal);
    return () => reading.abort();
  }, [store]);
  if (!overlay) return null;
  return (
    <main className="h-full">
      <OverlayCard overlay={overlay} store={store} />
    </main>
  );
}
