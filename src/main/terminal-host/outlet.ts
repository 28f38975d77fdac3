import { type Channel, encodeFrame } from '../../shared/link';
import type { View } from './view';

/** At most this much is on its way and not acknowledged, over all terminals of a connection: its parser is the limit. */
const windowBytes = 1024 * 1024;

/** The views of a connection, which share what it can take. */
export interface Outlet {
  view(stream: number): View | undefined;
  add(view: View): void;
  remove(stream: number): void;
  /** The view may have something to send. */
  ready(stream: number): void;
  close(): void;
}

export function createOutlet(channel: Pick<Channel, 'send'>): Outlet {
  const views = new Map<number, View>();
  /** Those that may have something, the one that has waited longest first. */
  const waiting = new Set<number>();
  let blocked = false;
  let pumping = false;

  /** Views take turns, a frame each, so that a flood in one terminal does not keep the others waiting. */
  function pump(): void {
    if (pumping) return;
    pumping = true;
    let room = windowBytes;
    for (const { inFlight } of views.values()) room -= inFlight;
    for (const stream of waiting) {
      if (blocked || room <= 0) break;
      waiting.delete(stream);
      const frame = views.get(stream)?.next(room);
      if (!frame) continue;
      // Added behind the others, which this loop then comes to.
      waiting.add(stream);
      room -= frame.payload.length;
      const drained = channel.send(encodeFrame(frame));
      if (drained) block(drained);
    }
    pumping = false;
  }

  function block(until: Promise<void>): void {
    blocked = true;
    const unblock = () => {
      blocked = false;
      pump();
    };
    until.then(unblock, unblock);
  }

  function remove(stream: number): void {
    views.get(stream)?.close();
    views.delete(stream);
    waiting.delete(stream);
    pump();
  }

  return {
    view: (stream) => views.get(stream),
    add(view) {
      views.set(view.stream, view);
      waiting.add(view.stream);
      pump();
    },
    remove,
    ready(stream) {
      if (views.has(stream)) waiting.add(stream);
      pump();
    },
    close() {
      for (const view of views.values()) view.close();
      views.clear();
      waiting.clear();
    },
  };
}
