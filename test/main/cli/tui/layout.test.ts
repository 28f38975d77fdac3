import { describe, expect, test } from 'vitest';
import { reveal } from '../../../../src/main/cli/tui/app/painting';
import type { ViewNode } from '../../../../src/shared/vocabulary';
import { draw, makeWorld, rectOf } from './drawing';

const text = (words: string, more: object = {}): ViewNode => ({ kind: 'text', text: words, ...more });
const lines = (count: number) => Array.from({ length: count }, (_, index) => text(`line ${index + 1}`));
const column = (children: readonly ViewNode[], more: object = {}): ViewNode => ({ kind: 'column', children, ...more });
const row = (children: readonly ViewNode[], more: object = {}): ViewNode => ({ kind: 'row', children, ...more });
const shown = (tree: ViewNode, cols: number, rows: number) =>
  draw(tree, cols, rows).lines.map((line) => line.trimEnd());

describe('a row', () => {
  test.each([
    ['side by side', row([text('ab'), text('cd')], { gap: 1 }), 'ab cd'],
    ['at its end', row([text('ab')], { justify: 'end' }), '        ab'],
    ['as far apart as can be', row([text('ab'), text('cd')], { justify: 'between' }), 'ab      cd'],
    ['with what grows between', row([text('ab'), { kind: 'spacer' }, text('cd')]), 'ab      cd'],
    [
      'with widths in cells and in parts',
      row([text('a', { width: 3 }), text('b', { width: '50%' }), text('c')]),
      'a  b    c',
    ],
    ['with shares of the rest', row([text('a', { grow: 1 }), text('b', { grow: 1 })]), 'a    b'],
  ])('has its parts %s', (_, tree, line) => {
    expect(shown(tree, 10, 1)).toEqual([line]);
  });

  test('wraps what is too long, and keeps parts apart', () => {
    expect(shown(row([text('one two three'), text('|')], { gap: 1 }), 9, 3)).toEqual(['one two |', 'three', '']);
  });

  test('has no part that overlaps another, whatever the widths are', () => {
    for (let cols = 20; cols < 60; cols++) {
      const drawing = draw(
        row([column([], { width: '33%', key: 'a' }), { kind: 'terminal', agent: 'a', key: 'b' }]),
        cols,
        4,
      );
      const [a, b] = [rectOf(drawing, '/a'), rectOf(drawing, '/b')];
      expect((a?.x ?? 0) + (a?.width ?? 0)).toBe(b?.x);
      expect((b?.x ?? 0) + (b?.width ?? 0)).toBe(cols);
    }
  });
});

describe('a column', () => {
  test('has spaces of half as many rows as it says cells', () => {
    expect(shown(column([text('a'), text('b')], { gap: 2, padding: 2 }), 6, 6)).toEqual(['', '  a', '', '  b', '', '']);
  });

  test('gives what can become smaller the rows that are left', () => {
    const list: ViewNode = {
      kind: 'list',
      items: Array.from({ length: 9 }, (_, index) => ({ title: `item ${index}` })),
    };
    const drawing = draw(column([text('head'), list, text('foot')]), 20, 8);
    expect(drawing.lines[0]).toBe('head');
    expect(drawing.lines[7]).toBe('foot');
    expect(drawing.lines.filter((line) => line.includes('item'))).toHaveLength(6);
  });

  test('does not squeeze what cannot become smaller', () => {
    const drawing = draw(
      column([
        { kind: 'panel', title: 'one', children: lines(3) },
        { kind: 'panel', children: lines(3) },
      ]),
      20,
      6,
    );
    expect(drawing.lines.slice(0, 5).map((line) => line.replace(/[^a-z0-9]/g, ''))).toEqual([
      'one',
      'line1',
      'line2',
      'line3',
      '',
    ]);
  });
});

describe('what scrolls', () => {
  const tree = column([text('head'), column(lines(20), { scroll: true, grow: 1, key: 'body' })]);

  test('shows a part, and a bar beside it', () => {
    const { lines } = draw(tree, 12, 5);
    expect(lines[0]).toBe('head');
    expect(lines.slice(1).map((line) => line.slice(0, 6))).toEqual(['line 1', 'line 2', 'line 3', 'line 4']);
    expect(lines.slice(1).map((line) => line.at(11))).toEqual(['┃', '│', '│', '│']);
  });

  test.each([
    [3, 'line 4'],
    [1_000, 'line 17'],
    [-5, 'line 1'],
  ])('shows another part when it is %d rows further', (offset, first) => {
    const offsets = new Map([['sample/column-0/body', offset]]);
    expect(draw(tree, 12, 5, { offsets }).lines[1]?.slice(0, 8).trim().replace(/[│┃]/, '')).toBe(first);
  });

  test('comes to what has the focus', () => {
    const button: ViewNode = { kind: 'button', label: 'last', on_click: 'h', key: 'last' };
    const world = makeWorld();
    const offsets = new Map<string, number>();
    const long = column([...lines(20), button], { scroll: true });
    const { root } = draw(long, 12, 5, { world, offsets });
    reveal(root, 'sample/column-0/last', offsets);
    expect(draw(long, 12, 5, { world, offsets }).lines[4]).toContain('[ last ]');
  });
});

test('the chosen view fills the main part, and scrolls when it needs more', () => {
  const at = (tree: ViewNode) => makeWorld({ view: () => ({ tree }) });
  const layout = column([
    row([{ kind: 'sidebar', views: ['agents'] }, { kind: 'main' }], { grow: 1 }),
    { kind: 'status_bar', children: [] },
  ]);
  const filled = draw(layout, 40, 10, { world: at({ kind: 'terminal', agent: 'a-1', key: 'pane' }) });
  expect(rectOf(filled, '/pane')).toMatchObject({
    y: 0,
    height: 9,
    width: 40 - (rectOf(filled, 'sidebar-0')?.width ?? 0),
  });
  const long = draw(layout, 40, 10, { world: at(column(lines(30))) });
  expect(long.lines[9]).toContain('1 waiting');
  expect(long.lines[0]?.at(-1)).toBe('┃');
});

test('a view that is a part of itself ends', () => {
  const world = makeWorld({ view: () => ({ tree: { kind: 'view', name: 'usage' } }) });
  expect(draw({ kind: 'view', name: 'usage' }, 60, 4, { world }).lines.join('\n')).toContain(
    'Usage cannot be a part of itself',
  );
});

test('a view that could not be drawn anew shows why, and what was there', () => {
  const world = makeWorld({
    view: () => ({ tree: text('as before'), problem: { message: 'no such thing', path: 'x.lua' } }),
  });
  expect(draw({ kind: 'view', name: 'usage' }, 60, 4, { world }).lines.join('\n')).toMatch(
    /no such thing[\s\S]*as before/,
  );
});
