import { FrameKind } from '../../../shared/link';
import type { Connection } from '../../gateway';
import type { Clock } from '../../ports';
import type { Session } from './session';
import { createView, type View } from './view';

/** At most this much is on its way and not acknowledged, over all terminals of a connection: its parser is the limit. */
const windowBytes = 512 * 1024;
const mostStreams = 0xffff;

/** All terminals that a connection shows. */
export interface Outlet {
  /** Sends the session's bytes from an offset that is kept. @returns the number of the stream */
  attach(session: Session, from: number): number;
  detach(stream: number): void;
}

/** Closes its views with the connection. */
export function createOutlet(connection: Connection, clock: Clock): Outlet {
  /** The one that has waited longest comes first. */
  let views: View[] = [];
  let lastStream = 0;
  let blocked = false;

  /** Views take turns, a frame each, so that a flood in one terminal does not keep the others waiting. */
  function pump(): void {
    for (let idle = 0; idle < views.length && !blocked; idle++) {
      const view = views.shift();
      if (!view) return;
      views.push(view);
      const inFlight = views.reduce((sum, { inFlight }) => sum + inFlight, 0);
      const frame = view.next(windowBytes - inFlight);
      if (!frame) continue;
      idle = -1;
      const room = connection.sendFrame(frame);
      if (room) block(room);
    }
  }

  function block(until: Promise<void>): void {
    blocked = true;
    const unblock = () => {
      blocked = false;
      pump();
    };
    until.then(unblock, unblock);
  }

  function freeStream(): number {
    do lastStream = (lastStream % mostStreams) + 1;
    while (views.some(({ stream }) => stream === lastStream));
    return lastStream;
  }

  connection.frames.on((frame) => {
    const view = views.find(({ stream }) => stream === frame.stream);
    if (frame.kind === FrameKind.input) view?.input(frame.payload);
    if (frame.kind !== FrameKind.acknowledge || !view) return;
    view.acknowledge(frame.offset);
    pump();
  });
  connection.signal.addEventListener('abort', () => {
    for (const view of views) view.close();
    views = [];
  });

  function detach(stream: number): void {
    views.find((view) => view.stream === stream)?.close();
    views = views.filter((view) => view.stream !== stream);
    pump();
  }

  return {
    attach(session, from) {
      const stream = freeStream();
      // The call may have outlived its connection.
      if (connection.signal.aborted) return stream;
      views.push(createView({ session, stream, from, clock, ready: pump, over: () => detach(stream) }));
      pump();
      return stream;
    },
    detach,
  };
}
