import { expect, test } from 'vitest';
import { restoredPlace } from '../../../src/main/electron/window-places';

const screens = [
  { x: 0, y: 0, width: 1280, height: 800 },
  { x: 1280, y: 0, width: 1920, height: 1080 },
];
const place = (x: number, y: number, width = 900, height = 600) => ({ x, y, width, height });

test.each([
  ['on the first screen', place(100, 100), place(100, 100)],
  ['on the second', place(2000, 300), place(2000, 300)],
  ['half outside', place(-500, 100), place(-500, 100)],
  ['larger than its screen', place(10, 10, 3000, 2000), place(10, 10, 1280, 800)],
  ['on a screen that has gone', place(4000, 100), undefined],
  ['above all screens, where nobody can move it', place(100, -300), undefined],
  ['with only its edge on a screen', place(-880, 100), undefined],
])('a window that was %s', (_, before, restored) => {
  expect(restoredPlace(before, screens)).toEqual(restored);
});
