import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/main/lua-domain/protocol';
import type { LuaValue } from '../../../src/shared/vocabulary';
import { openTestDomain, type TestDomain } from '../../fixtures/lua-domain';

/** A domain with one view, and what the host does with it. */
async function open(draw: string, files: Record<string, string> = {}, cpuMs = 200) {
  const lua = await openTestDomain({ cpuMs });
  const loaded = lua.load({ ...files, 'user.a': draw });
  if (!loaded.ok) throw new Error(loaded.problem.message);
  return { lua, ...acting(lua) };
}

function acting(lua: TestDomain) {
  let stamp = 0;
  const handler = () => lua.registrations.find(({ kind }) => kind === 'view')?.handler ?? '';
  const call = (...args: LuaValue[]) => lua.ask((id) => ({ type: 'call', id, handler: handler(), args }));
  return {
    draw: (shown?: number) => call('draw', ++stamp, shown),
    act: (action: string, value?: LuaValue) => call('act', action, value),
  };
}

/** A view of one node. */
const view = (node: string) => `ui.view("v", {}, function() return ${node} end)`;
const treeOf = (reply: Reply | undefined) => (reply?.ok ? (reply.value as { tree: LuaValue }).tree : reply);
const problemOf = (reply: Reply | undefined) => (reply?.ok === false ? reply.problem.message : 'none');

test.each<[string, LuaValue]>([
  ['ui.text("hello")', { kind: 'text', text: 'hello' }],
  ['ui.text { "hello", tone = "muted" }', { kind: 'text', text: 'hello', tone: 'muted' }],
  ['ui.text("hello", { bold = true })', { kind: 'text', text: 'hello', bold: true }],
  ['ui.badge(7)', { kind: 'badge', text: '7' }],
  [
    'ui.heading(ui.count("agents", { status = "working" }))',
    {
      ...{ kind: 'heading', text: { bind: 'agents', where: { status: 'working' }, count: true } },
    },
  ],
  [
    'ui.row { "a", nil, false, 5, { ui.spacer(), { "b" } }, gap = 1 }',
    {
      ...{ kind: 'row', gap: 1 },
      children: [
        { kind: 'text', text: 'a' },
        { kind: 'text', text: '5' },
        { kind: 'spacer' },
        { kind: 'text', text: 'b' },
      ],
    },
  ],
  ['ui.column()', { kind: 'column', children: [] }],
  [
    '{ "a list", "is a column" }',
    {
      kind: 'column',
      children: [
        { kind: 'text', text: 'a list' },
        { kind: 'text', text: 'is a column' },
      ],
    },
  ],
  [
    'ui.tabs { { title = "One", "1" }, { title = "Two", "2", "3" } }',
    {
      ...{ kind: 'tabs', titles: ['One', 'Two'] },
      children: [
        { kind: 'text', text: '1' },
        {
          kind: 'column',
          grow: 1,
          children: [
            { kind: 'text', text: '2' },
            { kind: 'text', text: '3' },
          ],
        },
      ],
    },
  ],
  [
    'ui.list { ui.bind("agents", { order = "-status_at" }), item = { title = "{name}" } }',
    {
      ...{ kind: 'list', items: { bind: 'agents', order: '-status_at' }, item: { title: '{name}' } },
    },
  ],
  ['ui.list { { title = "a" }, nil, { title = "b" } }', { kind: 'list', items: [{ title: 'a' }, { title: 'b' }] }],
  ['ui.table { columns = {}, rows = {} }', { kind: 'table', columns: [], rows: [] }],
  ['ui.progress(0.5, { label = "half" })', { kind: 'progress', value: 0.5, label: 'half' }],
  [
    'ui.select { "size", options = { "s", { value = "m", label = "Medium" } } }',
    {
      ...{ kind: 'select', name: 'size', options: [{ value: 's' }, { value: 'm', label: 'Medium' }] },
    },
  ],
  ['ui.sidebar { "agents", "rules" }', { kind: 'sidebar', views: ['agents', 'rules'] }],
  ['ui.facts { { name = "Agents", value = 3 } }', { kind: 'facts', items: [{ name: 'Agents', value: '3' }] }],
  ['ui.view("usage")', { kind: 'view', name: 'usage' }],
  ['ui.terminal("focused", { grow = 1 })', { kind: 'terminal', agent: 'focused', grow: 1 }],
])('%s', async (node, expected) => {
  const { draw } = await open(view(node));
  expect(treeOf(draw())).toEqual(expected);
});

test('A function becomes the name of an action, which runs it with what it is given', async () => {
  const { draw, act } = await open(view('ui.button("Go", function(value) return "went " .. tostring(value) end)'));
  expect(treeOf(draw())).toEqual({ kind: 'button', label: 'Go', on_click: '1.1' });
  expect(act('1.1', 'far')).toEqual({ ok: true, value: { done: true, value: 'went far' } });
  expect(act('1.2')).toEqual({ ok: true, value: {} });
});

test('A form gives one table', async () => {
  const { draw, act } = await open(
    view(`ui.form {
    ui.input("name"), ui.checkbox("loud"), on_submit = function(it) return it.name .. tostring(it.loud) end }`),
  );
  draw();
  expect(act('1.1', { name: 'Kim', loud: true })).toMatchObject({ value: { value: 'Kimtrue' } });
});

test('Actions of the drawings that people still see go on working, older ones are gone', async () => {
  const { draw, act } = await open(view('ui.button("Go", function() return "went" end)'));
  draw();
  draw(1);
  expect(act('1.1')).toMatchObject({ value: { done: true } });
  draw(2);
  expect(act('1.1')).toEqual({ ok: true, value: {} });
  expect(act('2.1')).toMatchObject({ value: { done: true } });
  // Drawings that cannot be shown do not count.
  draw(3);
  draw(3);
  expect(act('3.1')).toMatchObject({ value: { done: true } });
});

test('500 drawings leave no more behind than one', async () => {
  const { lua, draw } = await open(
    view(`(function()
    local list = {}
    for i = 1, 5 do list[i] = ui.button("b" .. i, function() return i end) end
    return ui.column(list)
  end)()`),
    {},
    20_000,
  );
  const measure = () => {
    lua.domain.collect();
    const reply = lua.ask((id) => ({ type: 'stats', id }));
    return reply?.ok ? (reply.value as { memoryBytes: number }).memoryBytes : 0;
  };
  for (let i = 1; i <= 20; i++) draw(i - 1);
  const before = measure();
  for (let i = 21; i <= 520; i++) draw(i - 1);
  expect(measure() - before).toBeLessThan(16_384);
}, 60_000);

test('A canvas is drawn by a terminal of cells', async () => {
  const { draw } = await open(
    view(`ui.canvas({ label = "c", columns = 6, rows = 3 }, function(term)
    local columns, rows = term.size()
    term.write("far too long")
    term.clear()
    term.write(columns .. "x" .. rows, { fg = "red", bold = true })
    term.write("!", { bold = true, fg = "red" })
    term.set_cursor(3, 3)
    term.write("世界")
    term.write("x")
    term.set_cursor(0, 9)
    term.write("nowhere")
  end)`),
  );
  expect(treeOf(draw())).toEqual({
    ...{ kind: 'canvas', label: 'c' },
    lines: [[{ text: '6x3!', fg: 'red', bold: true }], [], [{ text: '  世界' }]],
  });
});

test('What is drawn after the last flush is not shown; text may have lines, marks and halves of wide characters', async () => {
  const { draw } = await open(
    view(`ui.canvas({ label = "c", columns = 4, rows = 2 }, function(term)
    term.write("e\\u{301}\\nb\\7c")
    term.set_cursor(3, 1) term.write("世") term.set_cursor(4, 1) term.write("!")
    term.flush()
    term.write("later")
  end)`),
  );
  expect(treeOf(draw())).toMatchObject({ lines: [[{ text: 'e\u0301  !' }], [{ text: 'bc' }]] });
});

describe('What is wrong is said where it was written:', () => {
  test.each<[what: string, node: string, message: RegExp, cpuMs?: number]>([
    [
      'functions elsewhere',
      'ui.column { ui.text { "a", tone = print } }',
      /column › child 1 \(text\) › tone is a function/,
    ],
    [
      'functions in data',
      'ui.list { items = { { title = "a", detail = function() end } } }',
      /list › items 1 › detail is a fun/,
    ],
    ['a child that is no node', 'ui.row { "a", print }', /^ui.row: child 2 is a function, not a node or a text/],
    ['no tree', 'nil', /returned nothing, not a node/],
    ['a text', '"hello"', /returned a string, not a node/],
    ['a tree in itself', '(function() local t = ui.column {} t.children[1] = t return t end)()', /contains itself/],
    ['a list in itself', '(function() local t = {} t[1] = t return ui.column { t } end)()', /contain themselves/],
    ['data in itself', '(function() local t = {} t.items = t return ui.list { items = t } end)()', /contains itself/],
    [
      'a million nodes',
      '(function() local t = {} for i = 1, 1000000 do t[i] = ui.spacer() end return ui.row(t) end)()',
      /5000 nodes|ran for more than/,
    ],
    [
      'too many nodes',
      '(function() local t = {} for i = 1, 5000 do t[i] = "x" end return ui.row(t) end)()',
      /more than 5000 nodes/,
      20_000,
    ],
    ['an endless loop', '(function() while true do end end)()', /ran for more than 200 ms/],
    ['a large tree', 'ui.text(string.rep("x", 2000000))', /too large/],
    [
      'a canvas that is too large',
      'ui.canvas({ label = "", columns = 9999, rows = 1 }, print)',
      /columns must be a whole number from 1 to 500/,
    ],
    ['an unknown constructor', 'ui.colunm {}', /colunm/],
  ])('%s', async (_, node, message, cpuMs) => {
    const { draw } = await open(view(node), {}, cpuMs);
    const reply = draw();
    expect(problemOf(reply)).toMatch(message);
  });

  test.each<[code: string, message: RegExp]>([
    ['ui.view("v", { titel = "V" }, print)', /there is no option titel; there are title/],
    ['ui.view("v", { title = 5 }, print)', /title must be a string/],
    ['ui.view("a view", {}, print)', /name must be of letters/],
    ['ui.view("v", { title = "V" })', /the function that draws is missing/],
    ['ui.view("v", { on = "agent_created" }, print)', /on must be a list/],
    ['ui.layout()', /ui.layout takes a function/],
    ['ui.refresh({})', /ui.refresh takes the name/],
    ['ui.row(5)', /ui.row: takes a table/],
  ])('%s', async (code, message) => {
    const lua = await openTestDomain();
    const reply = lua.load({ 'user.a': `\n${code}` });
    expect(problemOf(reply)).toMatch(message);
    expect(reply).toMatchObject({ problem: { path: '/lua/user.a.lua', line: 2 } });
  });
});

test('A view is registered with its title and the line, once for each name and file', async () => {
  const lua = await openTestDomain();
  lua.load({
    'user.a': `ui.view("v", print)
      ui.view("v", { title = "V", icon = "sun", order = 3, on = { "agent_created", "mine" } }, print)
      ui.layout(function() return ui.main() end)`,
  });
  expect(lua.registrations.map(({ kind, name, about }) => [kind, name, about])).toEqual([
    ['view', 'v', { title: 'V', icon: 'sun', order: 3, on: 'agent_created mine', line: 2 }],
    ['view', 'layout', { title: 'Layout', line: 3 }],
  ]);
});

test('An improvement has views, but neither the layout nor those by which a person turns it off', async () => {
  const lua = await openTestDomain();
  expect(lua.load({ 'improvements.a': 'ui.view("v", print)' })).toMatchObject({ ok: true });
  for (const code of ['ui.layout(print)', 'ui.view("lua", print)', 'ui.view("settings", print)'])
    expect(problemOf(lua.load({ 'improvements.a': code }))).toMatch(/only files in user\//);
  expect(lua.load({ 'user.a': 'ui.view("lua", print)' })).toMatchObject({ ok: true });
});

test('A view may wait, and refreshes are told when the file is in force', async () => {
  const { lua, draw } = await open(
    `ui.refresh() ${view('ui.text(hub.agents()[1].name)')} events.on("e", function() ui.refresh("v") end)`,
  );
  expect(lua.calls.map(({ op, args }) => [op, ...args])).toEqual([['ui.refresh', undefined]]);
  expect(draw()).toBeUndefined();
  lua.send({ type: 'settle', id: 2, ok: true, value: [{ name: 'build' }] });
  expect(treeOf(lua.replyTo(2))).toEqual({ kind: 'text', text: 'build' });
  lua.emit('e');
  expect(lua.calls.at(-1)).toMatchObject({ op: 'ui.refresh', args: ['v'] });
});

test('A constructor that one file changes is the same for others', async () => {
  const { draw } = await open(view('ui.text("whole")'), { 'user.b': 'ui.text = nil' });
  expect(treeOf(draw())).toEqual({ kind: 'text', text: 'whole' });
});
