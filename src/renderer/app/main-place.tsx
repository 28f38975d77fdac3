import { useLayoutEffect, useRef } from 'react';

/** Chromium moves an element like this without touching the state of what is in it: focus, scroll positions, frames. */
type Movable = Element & { moveBefore?(node: Node, before: Node | null): void };

/**
 * The element that the chosen view is drawn into, wherever the layout has a place for it. It is the same for as long as
 * the window lives, so that another layout moves the view and neither draws it anew nor ends what goes on in it.
 */
export function createMainElement(): HTMLElement {
  const main = document.createElement('main');
  main.className = 'flex min-h-0 min-w-0 flex-1 flex-col';
  return main;
}

/** The place of that element in the layout. Between two layouts it waits, unseen, at the end of the page. */
export function MainPlace({ main }: { readonly main: HTMLElement }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (place.current) moveInto(place.current, main);
    // React calls this before it takes the place away, so that the element never leaves the page.
    return () => moveInto(waitingRoom(), main);
  }, [main]);
  return <div ref={place} className="flex min-h-0 min-w-0 flex-1 flex-col" />;
}

function moveInto(place: Movable, main: HTMLElement): void {
  if (main.isConnected && place.isConnected && place.moveBefore) place.moveBefore(main, null);
  else place.append(main);
}

const waitingRoomId = 'between-layouts';

function waitingRoom(): HTMLElement {
  const known = document.getElementById(waitingRoomId);
  if (known) return known;
  const room = document.createElement('div');
  room.id = waitingRoomId;
  room.hidden = true;
  document.body.append(room);
  return room;
}
