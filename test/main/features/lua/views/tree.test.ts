import { expect, test } from 'vitest';
import { parseTree } from '../../../../../src/main/features/lua/views';
import type { LuaValue } from '../../../../../src/shared/vocabulary';

const text = (more: Record<string, LuaValue> = {}): LuaValue => ({ kind: 'text', text: 'a', ...more });
const column = (...children: LuaValue[]): LuaValue => ({ kind: 'column', children });

test.each<[what: string, tree: LuaValue, message: string]>([
  [
    'a property that is none',
    column(text(), { kind: 'list', items: [], itms: [] }),
    'column › child 2 (list) › itms: is unknown; did you mean items?',
  ],
  [
    'one that is like no other',
    text({ onHover: 'x' }),
    'text › onHover: is unknown; there are key, grow, width, height, hidden, text, tone, bold, truncate',
  ],
  [
    'one of an item',
    { kind: 'list', items: [{ title: 'a' }, { title: 'b', detial: 'c' }] },
    'list › items 2 › detial: is unknown; did you mean detail?',
  ],
  [
    'one of a column',
    { kind: 'table', rows: [], columns: [{ titel: 'a', field: 'a' }] },
    'table › columns 1 › title: is missing',
  ],
  [
    'one of a binding',
    { kind: 'list', items: { bind: 'agents', oder: 'name' } },
    'list › items › oder: is unknown; did you mean order?',
  ],
  [
    'a kind that is none',
    column({ kind: 'lst' }),
    'column › child 1 (lst): there is no kind "lst"; did you mean list?',
  ],
  ['what is no node', column({ title: 'a' }), 'column › child 1: is no node: nodes are made with ui.row, ui.text, …'],
  ['what is missing', column({ kind: 'button', label: 'Go' }), 'column › child 1 (button) › on_click: is missing'],
  ['a text for a number', text({ grow: 'all' }), 'text › grow: must be a number, not "all"'],
  [
    'a tone that is none',
    text({ tone: 'red' }),
    'text › tone: must be one of neutral, muted, accent, success, warning, danger, not "red"',
  ],
  [
    'a size that is none',
    text({ width: 'wide' }),
    'text › width: must be a number or a share such as "30%", not "wide"',
  ],
  [
    'a store that is none',
    text({ text: { bind: 'agent', count: true } }),
    'text › text › bind: must be one of agents, processes, rules, lua_files, not "agent"',
  ],
  ['a text that is a number', { kind: 'text', text: 5 }, 'text › text: cannot be 5'],
  ['bytes', { kind: 'text', text: new Uint8Array([255]) }, 'text › text: is not UTF-8'],
  ['a value that is too large', { kind: 'progress', value: 50 }, 'progress › value: is too large: at most 1 (number)'],
  ['nothing', undefined, 'the view: is missing'],
])('says where it is: %s', (_, tree, message) => {
  expect(parseTree(tree)).toMatchObject({ ok: false, message });
});

test('5,000 nodes are parsed fast enough to be drawn again and again', () => {
  const tree = column(...Array.from({ length: 4_999 }, () => text({ tone: 'muted' })));
  parseTree(tree);
  const began = performance.now();
  expect(parseTree(tree).ok).toBe(true);
  // A few milliseconds; more only on a machine that is busy with something else.
  expect(performance.now() - began).toBeLessThan(1_000);
});
