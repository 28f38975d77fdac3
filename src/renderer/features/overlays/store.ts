import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../../shared/contract';
import { follow } from '../../../shared/link';
import { messageOf } from '../../../shared/result';
import type { ActivityRow, Family, Notification, Overlay, ProcessKey } from '../../../shared/vocabulary';
import { showError } from '../../ui';

/** What rules put on the screen, as far as the page is to show it. */
export interface OverlaysStore {
  /** In the order in which they came. */
  readonly overlays: StoreApi<readonly Overlay[]>;
  /** Reads the overlays until the signal is aborted. */
  read(signal: AbortSignal): void;
  /** Calls back with each notification for the page until the signal is aborted. */
  listen(onNotification: (notification: Notification) => void, signal: AbortSignal): void;
  /** Calls back with a process and what becomes of it. Never, if nothing is known of it. */
  watch(key: ProcessKey, onRow: (row: ActivityRow) => void, signal: AbortSignal): void;
  close(id: Overlay['id']): void;
}

export function createOverlaysStore({ desktop, activity }: Client): OverlaysStore {
  const overlays = createStore<readonly Overlay[]>(() => []);

  /** A stream that fails leaves what was there; the app tells of a broken hub. */
  function each<T>(open: () => Promise<AsyncIterable<T>>, take: (item: T) => void, signal: AbortSignal): void {
    async function readAll(): Promise<void> {
      for await (const item of follow(open, signal)) if (!signal.aborted) take(item);
    }
    readAll().catch(() => {});
  }

  return {
    overlays,
    read(signal) {
      const take = (shown: readonly Overlay[]) => overlays.setState(shown, true);
      each(() => desktop.overlays(undefined, { signal }), take, signal);
    },
    listen(onNotification, signal) {
      each(() => desktop.notifications(undefined, { signal }), onNotification, signal);
    },
    watch(key, onRow, signal) {
      each<Family>(
        () => activity.watchFamily({ key }, { signal }),
        ({ row }) => onRow(row),
        signal,
      );
    },
    close(id) {
      desktop.closeOverlay({ id }).catch((error: unknown) => showError('It was not closed', messageOf(error)));
    },
  };
}
