import { expect, test } from 'vitest';
import { homeOf, shortPath } from '../../../src/renderer/text';

test.each([
  ['/home/mara/.viberot', '/home/mara'],
  ['/home/mara', '/home/mara'],
  ['/root/.viberot', '/root'],
  ['/Users/mara/Library', '/Users/mara'],
  ['C:\\Users\\Mara\\.viberot', 'C:\\Users\\Mara'],
  ['/rooted/x', undefined],
  ['/tmp/viberot', undefined],
  ['/home', undefined],
])('the home directory of %s is %s', (path, expected) => {
  expect(homeOf(path)).toBe(expected);
});

test.each([
  ['/home/mara', '~'],
  ['/home/mara/code', '~/code'],
  ['/home/maranne/code', '/home/maranne/code'],
  ['/srv/home/mara', '/srv/home/mara'],
])('%s is shown as %s', (path, expected) => {
  expect(shortPath(path, '/home/mara')).toBe(expected);
});

test('a path stays as it is when the home directory is not known', () => {
  expect(shortPath('/home/mara/code', undefined)).toBe('/home/mara/code');
});
