import { expect, test } from 'vitest';
import { placeOverlays } from '../../../src/main/electron/overlay-places';
import type { Overlay } from '../../../src/shared/vocabulary';

/** Below a bar at the top, as desktops have it. */
const area = { x: 0, y: 30, width: 1000, height: 570 };
const of = (corner: Overlay['corner'], width = 300, height = 100) => ({ corner, width, height });

test.each([
  ['top-left', { x: 16, y: 46 }],
  ['top-right', { x: 684, y: 46 }],
  ['bottom-left', { x: 16, y: 484 }],
  ['bottom-right', { x: 684, y: 484 }],
] as const)('an overlay lies in its corner: %s', (corner, place) => {
  expect(placeOverlays([of(corner)], area)).toEqual([{ ...place, width: 300, height: 100 }]);
});

test('overlays of one corner are stacked away from the edge, and do not disturb another corner', () => {
  const places = placeOverlays([of('bottom-right'), of('top-right'), of('bottom-right', 200, 50)], area);
  expect(places.map(({ x, y }) => [x, y])).toEqual([
    [684, 484],
    [684, 46],
    [784, 424],
  ]);
});

test('when there is no more room they go on in a further column', () => {
  const many = Array.from({ length: 6 }, () => of('top-left'));
  // Five of 100 with gaps of 10 take 540, which is 2 more than there is.
  expect(placeOverlays(many, area).map(({ x, y }) => [x, y])).toEqual([
    [16, 46],
    [16, 156],
    [16, 266],
    [16, 376],
    [326, 46],
    [326, 156],
  ]);
});

test('none is larger than the screen', () => {
  expect(placeOverlays([of('bottom-right', 4000, 4000)], area)).toEqual([{ x: 16, y: 46, width: 968, height: 538 }]);
});
