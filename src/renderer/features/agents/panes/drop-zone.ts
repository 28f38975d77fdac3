import type { PanePlace } from './layout';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How far the zone of an edge reaches into a pane. */
const reach = 0.27;

/** Where something goes that is dropped onto a pane at this point: beside it when that is near an edge. */
export function dropZone({ x, y }: { readonly x: number; readonly y: number }, box: Box): PanePlace['at'] {
  const across = (x - box.left) / box.width;
  const down = (y - box.top) / box.height;
  const distances = [
    { at: 'left', distance: across },
    { at: 'right', distance: 1 - across },
    { at: 'up', distance: down },
    { at: 'down', distance: 1 - down },
  ] as const;
  const nearest = distances.reduce((best, one) => (one.distance < best.distance ? one : best));
  return nearest.distance < reach ? nearest.at : 'center';
}
