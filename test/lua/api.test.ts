import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ZodType } from 'zod';
import { rehearsalOf } from '../../src/main/features/lua';
import {
  type LuaHook,
  luaHooks,
  luaOperations,
  type NodeKind,
  nodeKinds,
  nodeProps,
  ViewNode,
} from '../../src/shared/vocabulary';
import { openTestDomain } from '../fixtures/lua-domain';

/** What a file has, the stubs for editors, and the page for agents say the same. */
const root = join(import.meta.dirname, '../../lua');
const page = readFileSync(join(root, 'AGENTS.md'), 'utf8');
const stubs = readdirSync(join(root, 'meta'))
  .map((name) => readFileSync(join(root, 'meta', name), 'utf8'))
  .join('\n');

/** What Lua itself has, as far as files may use it. */
const standard = `_G _VERSION assert error getmetatable ipairs next pairs pcall rawequal rawget rawlen rawset select
  setmetatable tonumber tostring type xpcall load collectgarbage require print
  coroutine debug math os string table utf8`.split(/\s+/);

const runtime = await namesInRuntime();

test('the stubs name what the runtime has, and nothing else', () => {
  expect(namesInStubs()).toEqual(runtime);
});

test('the page names what the runtime has, and nothing else', () => {
  const named = rowsOf('functions').map(([first = '']) => /^`([\w.]+)/.exec(first)?.[1] ?? first);
  const nodes = rowsOf('nodes').flatMap(([first = '']) => wordsIn(first).map((kind) => `ui.${kind}`));
  expect([...new Set([...named, ...nodes, 'json.null'])].sort()).toEqual(runtime);
});

test('every operation of the host is a function', () => {
  expect(runtime).toEqual(expect.arrayContaining(Object.keys(luaOperations)));
});

test('the page says which permission a function needs', () => {
  const said = rowsOf('functions').flatMap(([first = '', permission = '']) => {
    const name = /^`([\w.]+)/.exec(first)?.[1] ?? '';
    return name in luaOperations ? [[name, permission.replaceAll('`', '')]] : [];
  });
  const needed = Object.entries(luaOperations).map(([name, about]) => [
    ...[name, 'permission' in about ? about.permission : ''],
  ]);
  expect(Object.fromEntries(said)).toEqual(Object.fromEntries(needed));
});

test('the page marks what awaits, and the stubs say it', () => {
  const marked = rowsOf('functions').filter(([first = '']) => first.includes('⏳'));
  const names = marked.map(([first = '']) => /^`([\w.]+)/.exec(first)?.[1] ?? '').filter((name) => name !== 'await');
  expect(names.sort()).toEqual(Object.keys(luaOperations).sort());
  for (const name of names) expect(commentOf(name), name).toMatch(/Awaits/);
});

test.each(['improvement', 'user'] as const)(
  'the page says what files of the layer %s may, and their limits',
  (layer) => {
    const { permissions, limits } = rehearsalOf([], { module: `${layer}.x`, layer, path: '', text: '' });
    const column = layer === 'user' ? 2 : 1;
    const cell = (name: string) => rowsUnder('| limit |').find(([first]) => first === name)?.[column];
    const count = (value: number) => value.toLocaleString('en');
    expect(cell('memory')).toBe(`${limits.memoryBytes / 2 ** 20} MB`);
    expect(cell('time of one handler, file or evaluation')).toBe(`${limits.cpuMs / 1_000} s`);
    expect(cell('one value to or from the host')).toBe(`${limits.messageBytes / 2 ** 20} MB`);
    expect(cell('handlers, timers')).toBe(`${count(limits.handlers)}, ${count(limits.timers)}`);
    expect(cell('lines of log in a second')).toBe(String(limits.logLinesPerSecond));
    const needed = Object.values(luaOperations).flatMap((about) => ('permission' in about ? [about.permission] : []));
    const named = layer === 'user' ? [...new Set(needed)] : cell('permissions')?.replaceAll('`', '').split(' ');
    expect([...permissions].sort()).toEqual(named?.sort());
  },
);

describe('the nodes of views', () => {
  const shared = Object.keys(nodeProps.spacer.shape);
  const ofBoxes = Object.keys(nodeProps.row.shape).filter((name) => !shared.includes(name));

  /** What is special about a node, by name: true when it may be left out. */
  function propertiesOf(kind: NodeKind): Record<string, boolean> {
    const shape: Readonly<Record<string, ZodType>> = nodeProps[kind].shape;
    const isBox = ofBoxes.every((name) => name in shape);
    const own = Object.entries(shape).filter(([name]) => !shared.includes(name) && !(isBox && ofBoxes.includes(name)));
    // Its lines are drawn by a function.
    if (kind === 'canvas') return { label: false, columns: false, rows: false };
    return Object.fromEntries(own.map(([name, type]) => [name, type.safeParse(undefined).success]));
  }

  test.each(nodeKinds)('%s is described on the page', (kind) => {
    const row = rowsOf('nodes').find(([first = '']) => wordsIn(first).includes(kind));
    const said = wordsIn(row?.[1] ?? '').map((word) => [word.replace('?', ''), word.endsWith('?')]);
    expect(Object.fromEntries(said)).toEqual(propertiesOf(kind));
  });

  test.each(nodeKinds)('%s has stubs', (kind) => {
    const name = kind.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
    const block = new RegExp(`---@class viberot\\.ui\\.${name}: viberot\\.ui\\.(\\w+)\\n((?:---@field .*\\n)*)`).exec(
      stubs,
    );
    const fields = [...(block?.[2] ?? '').matchAll(/@field (\w+) /g)].map(([, field]) => field);
    expect(fields.sort()).toEqual(Object.keys(propertiesOf(kind)).sort());
    expect(block?.[1]).toBe(ofBoxes.every((field) => field in nodeProps[kind].shape) ? 'Box' : 'Shared');
  });

  test('the example on the page is drawn', async () => {
    const lua = await openTestDomain();
    const code = /\n## Views\n[\s\S]*?```lua\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    expect(lua.load({ 'improvements.example': code })).toMatchObject({ ok: true });
    lua.emit('process_exited', { pid: 1, key: '1:1', exit: { code: 1 } });
    const handler = lua.registrations.find(({ kind }) => kind === 'view')?.handler ?? '';
    const drawn = lua.ask((id) => ({ type: 'call', id, handler, args: ['draw', 1] }));
    const tree = drawn?.ok ? (drawn.value as { readonly tree: unknown }).tree : drawn;
    expect(ViewNode.safeParse(tree)).toMatchObject({ success: true });
    expect(JSON.stringify(tree)).toContain('"text":"1"');
  });

  test.each([
    ['Shared', shared],
    ['Box', ofBoxes],
  ])('what all of them have is described: %s', (name, properties) => {
    const block = new RegExp(`---@class viberot\\.ui\\.${name}\\b.*\\n((?:---@field .*\\n)*)`).exec(stubs)?.[1] ?? '';
    expect([...block.matchAll(/@field (\w+) /g)].map(([, field]) => field).sort()).toEqual([...properties].sort());
    for (const property of properties) expect(page).toContain(`\`${property}\``);
  });
});

describe('the table of events and hooks', () => {
  const rows = rowsOf('hooks');
  test.each(Object.entries<LuaHook>(luaHooks))('has %s', (name, { kind, about, trusted }) => {
    const row = rows.find(([first]) => first === `\`${name}\``);
    expect(row).toEqual([`\`${name}\``, trusted ? `${kind}, trusted only` : kind, about]);
    expect(stubs).toContain(`"${name}"`);
  });

  test('has nothing else', () => {
    expect(rows).toHaveLength(Object.keys(luaHooks).length);
  });
});

async function namesInRuntime(): Promise<string[]> {
  const lua = await openTestDomain();
  const listed = lua.eval(`(function()
    local names = {}
    for space, value in pairs(_G) do
      if type(value) == "table" then
        for name in pairs(value) do names[#names + 1] = space .. "." .. name end
        if space == "hub" then names[#names + 1] = "hub.state" end
      else
        names[#names + 1] = space
      end
    end
    return table.concat(names, " ")
  end)()`);
  const names = new Set(listed.trim().split(' '));
  return [...names].filter((name) => !standard.includes(name.split('.')[0] ?? '')).sort();
}

function namesInStubs(): string[] {
  const functions = [...stubs.matchAll(/^function ([\w.]+)\(/gm)].map(([, name]) => name ?? '');
  const fields = [...stubs.matchAll(/^(\w+\.\w+) = /gm)].map(([, name]) => name ?? '');
  return [...functions, ...fields].sort();
}

/** The comment above a function in the stubs. */
function commentOf(name: string): string {
  const lines = stubs.split('\n');
  const at = lines.findIndex((line) => line.startsWith(`function ${name}(`));
  const start = lines.slice(0, at).findLastIndex((line) => !line.startsWith('---'));
  return lines.slice(start + 1, at).join('\n');
}

/** What a cell has in backticks. */
function wordsIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? '');
}

/** The cells of a marked table of the page, without its head. */
function rowsOf(name: string): string[][] {
  return rowsUnder(`<!-- ${name} -->\n`);
}

/** The cells of the table that begins so, or behind that. */
function rowsUnder(beginning: string): string[][] {
  const all = page.slice(page.indexOf(beginning)).split('\n');
  const table = all.slice(all.findIndex((line) => line.startsWith('|')));
  const lines = table.slice(
    2,
    table.findIndex((line) => !line.startsWith('|')),
  );
  return lines.map((line) =>
    line
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}
