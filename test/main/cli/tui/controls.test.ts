import { describe, expect, test } from 'vitest';
import type { ViewNode } from '../../../../src/shared/vocabulary';
import { nodeSamples } from '../../../fixtures/view-nodes';
import { draw, keys, makeWorld } from './drawing';

/** Types into the control of a tree with this place in the order of Tab, drawn anew after each key. */
function type(tree: ViewNode, text: string, index = 0) {
  const world = makeWorld();
  const at = () => draw(tree, 40, 12, { world });
  const taken = keys(text).map((press) => at().controls[index]?.control?.key?.(press) ?? false);
  return { ...world.did, taken, lines: at().lines, world, at };
}

const down = '\u001b[B';
const enter = '\r';

test.each([
  ['a button', nodeSamples.button.tree, enter, { action: 'h2' }],
  ['a button, by the space bar', nodeSamples.button.tree, ' ', { action: 'h2' }],
  ['what to do where there is nothing', nodeSamples.empty.tree, enter, { action: 'h1' }],
  ['the item of a list that is meant', nodeSamples.list.tree, enter, { action: 'h3', value: 'a-1' }],
  ['the next one', nodeSamples.list.tree, `\u001b[A${enter}`, { action: 'h3', value: 'a-2' }],
  ['a checkbox', nodeSamples.checkbox.tree, ' ', { action: 'h7', value: false }],
  ['another option', nodeSamples.select.tree, `\u001b[C${enter}`, { action: 'h6', value: 'claude' }],
  ['what was typed', nodeSamples.input.tree, `-2${enter}`, { action: 'h5', value: 'main-2' }],
])('%s is told to Lua', (_, tree, text, deed) => {
  expect(type(tree, text).deeds).toMatchObject([{ view: 'sample', ...deed }]);
});

test('rows of a table are told by their key, or else by their number', () => {
  const columns = [{ title: 'Name', field: 'name' }];
  const table = (rows: object[]): ViewNode =>
    ({ kind: 'table', columns, rows, on_select: 'h' }) as Extract<ViewNode, { kind: 'table' }>;
  expect(type(table([{ name: 'a' }, { name: 'b' }]), down + down + enter).deeds).toMatchObject([{ value: '2' }]);
  expect(type(table([{ name: 'a', id: 'x' }]), enter).deeds).toMatchObject([{ value: 'x' }]);
});

test('an agent is chosen, or told to Lua if it wants to hear of it', () => {
  expect(type({ kind: 'agent_list' }, down + enter)).toMatchObject({ chosen: ['a-2'], deeds: [] });
  expect(type({ kind: 'agent_list', on_select: 'h' }, enter)).toMatchObject({ chosen: [], deeds: [{ value: 'a-1' }] });
});

test('links and the sidebar lead to views', () => {
  expect(type(nodeSamples.link.tree, enter).went).toEqual(['view/usage']);
  expect(type(nodeSamples.sidebar.tree, down + enter).went).toEqual(['usage']);
});

test('a button with a question asks first', () => {
  const { asked, deeds } = type({ kind: 'button', label: 'Kill', confirm: 'Really?', on_click: 'h' }, enter);
  expect(asked).toEqual(['Really?']);
  expect(deeds).toHaveLength(1);
});

test('a disabled button, and one that Lua still works on, do nothing', () => {
  expect(draw({ kind: 'button', label: 'x', disabled: true, on_click: 'h' }).controls).toEqual([]);
  const world = makeWorld({ isPending: () => true });
  const { controls, lines } = draw(nodeSamples.button.tree, 40, 4, { world });
  for (const press of keys(enter)) expect(controls[0]?.control?.key?.(press)).toBe(true);
  expect(world.did.deeds).toEqual([]);
  expect(lines[0]).toContain('⠋ Restart all');
});

describe('a form', () => {
  const form: ViewNode = {
    kind: 'form',
    on_submit: 'send',
    children: [
      { kind: 'input', name: 'what', label: 'What', required: true },
      { kind: 'row', children: [{ kind: 'input', name: 'count', type: 'number', label: 'Count', value: '2' }] },
      { kind: 'select', name: 'tool', options: [{ value: 'claude' }, { value: 'codex' }] },
      { kind: 'checkbox', name: 'quiet', value: true },
    ],
  };

  test('gives what its fields hold as one table', () => {
    const { at, world } = type(form, 'mend it');
    for (const press of keys(enter)) at().controls[4]?.control?.key?.(press);
    expect(world.did.deeds).toMatchObject([
      { action: 'send', value: { what: 'mend it', count: 2, tool: 'claude', quiet: true } },
    ]);
  });

  test('is sent by Enter in a field, and says what is missing or wrong', () => {
    const { deeds, lines } = type(form, enter);
    expect(deeds).toEqual([]);
    expect(lines.join('\n')).toContain('What is needed.');
    const { world, at } = type(form, 'x');
    at().controls[1]?.control?.paste?.('x');
    for (const press of keys(enter)) at().controls[0]?.control?.key?.(press);
    expect(world.did.deeds).toEqual([]);
    expect(at().lines.join('\n')).toContain('Count is to be a number.');
  });

  test('keeps what was typed while the tree is drawn anew, until the tree says something else', () => {
    const world = makeWorld();
    const input = (value: string): ViewNode => ({ kind: 'input', name: 'a', value });
    draw(input('one'), 40, 2, { world }).controls[0]?.control?.paste?.(' more');
    expect(draw(input('one'), 40, 2, { world }).lines[0]).toContain('one more');
    expect(draw(input('two'), 40, 2, { world }).lines[0]).toBe('two');
  });
});

test('a change is told when the field is left, once', () => {
  const { at, world } = type(nodeSamples.input.tree, 'x');
  expect(world.did.deeds).toEqual([]);
  at().controls[0]?.control?.leave?.();
  at().controls[0]?.control?.leave?.();
  expect(world.did.deeds).toMatchObject([{ action: 'h5', value: 'mainx' }]);
});

test('a password is not shown', () => {
  const { lines, at } = type({ kind: 'input', name: 'p', type: 'password' }, 'secret');
  expect(lines[0]).toBe('••••••');
  expect(at().controls).toHaveLength(1);
});

test('tabs turn, and what is in each keeps its own', () => {
  expect(type(nodeSamples.tabs.tree, '\u001b[C').lines.join('\n')).toContain('five are done');
  const world = makeWorld();
  const at = () => draw(nodeSamples.tabs.tree, 40, 6, { world });
  at().controls[0]?.control?.click?.({ x: 9, y: 0 });
  expect(at().lines.join('\n')).toContain('five are done');
});

describe('a list with too little room', () => {
  const long: ViewNode = {
    kind: 'list',
    items: Array.from({ length: 30 }, (_, index) => ({ title: `item ${index}` })),
    on_select: 'h',
  };
  test.each([
    ['\u001b[F', 'item 29'],
    ['\u001b[6~', 'item 12'],
    [`\u001b[F\u001b[H`, 'item 0'],
  ])('comes to what %j chooses', (text, item) => {
    expect(type(long, text).lines.join('\n')).toContain(item);
  });

  test('scrolls by the wheel, and a click takes the row that is there', () => {
    const { at, world } = type(long, '');
    at().controls[0]?.control?.wheel?.(1);
    expect(at().lines[0]).toContain('item 3');
    at().controls[0]?.control?.click?.({ x: 4, y: 2 });
    expect(world.did.deeds).toMatchObject([{ value: '6' }]);
  });
});

test('keys that mean nothing to a control are left to others', () => {
  for (const kind of ['button', 'list', 'table', 'checkbox', 'select', 'tabs', 'sidebar', 'agent_list'] as const)
    expect(type(nodeSamples[kind].tree, 'q\u001b').taken, kind).toEqual([false, false]);
  expect(type(nodeSamples.input.tree, 'q\u001b').taken).toEqual([true, false]);
});
