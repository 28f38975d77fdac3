import { expect, test } from 'vitest';
import { builtInLayout, lackOf, listedIn } from '../../../src/renderer/app/layout-tree';
import type { ViewNode } from '../../../src/shared/vocabulary';

const main: ViewNode = { kind: 'main' };
const sidebar: ViewNode = { kind: 'sidebar', views: ['agents', 'view/usage'] };
const row = (...children: ViewNode[]): ViewNode => ({ kind: 'row', children });

test.each([
  ['the built-in one', builtInLayout, undefined],
  ['one with both in boxes', row(row(main), row(sidebar)), undefined],
  ['one without a main part', row(sidebar), /no main part/],
  ['one whose main part is hidden', row(sidebar, { kind: 'panel', hidden: true, children: [main] }), /no main part/],
  ['one with two main parts', row(sidebar, main, main), /more than one/],
  ['one without a sidebar', main, /no sidebar/],
])('%s can be worked with, or says what is missing', (_, tree, lack) => {
  if (lack) expect(lackOf(tree)).toMatch(lack);
  else expect(lackOf(tree)).toBeUndefined();
});

test('a layout lists what its first sidebar lists', () => {
  expect(listedIn(row(main, row(sidebar), { kind: 'sidebar', views: ['lua'] }))).toEqual(['agents', 'view/usage']);
  expect(listedIn(main)).toEqual([]);
});
