import { expect, test } from 'vitest';
import type { LuaValue } from '../../../src/shared/vocabulary';
import { openTestDomain } from '../../fixtures/lua-domain';

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** What is handed to a handler, and comes back. */
const passing: Readonly<Record<string, { value: LuaValue; back?: LuaValue }>> = {
  nothing: { value: undefined },
  'no value': { value: null, back: undefined },
  'true and false': { value: [true, false] },
  numbers: { value: [0, -1, 1.5, 2 ** 53 - 1, -(2 ** 53) + 1, 1e300, Number.POSITIVE_INFINITY] },
  text: { value: 'grüße, 世界 \u0000 end' },
  'text with a byte order mark': { value: '\ufeffx' },
  'all 256 bytes': { value: everyByte },
  'bytes that are text come as text': { value: Uint8Array.of(104, 105), back: 'hi' },
  lists: { value: [1, ['a', ['b']], []] },
  'lists with holes': { value: [1, null, 3] },
  fields: { value: { a: 1, b: { c: [{ d: 'e' }] } } },
  'an empty list and no fields': { value: { list: [], fields: {} } },
  'what is not there is left out': { value: { a: null, b: undefined, c: 1 }, back: { c: 1 } },
};

test('Plain data crosses the border and comes back as it was', async () => {
  const lua = await openTestDomain();
  lua.load({ a: 'events.on("x", function(v) return v end)' });
  for (const [name, { value, back = value }] of Object.entries(passing)) {
    const reply = lua.ask((id) => ({ type: 'call', id, handler: 'h1', args: [value] }));
    expect(reply, name).toEqual({ ok: true, value: back ?? undefined });
  }
});

/** What a handler returns, and why that cannot leave Lua. */
const refused: Readonly<Record<string, string>> = {
  'return print': 'a function cannot leave Lua, only plain data can',
  'return { f = { print } }': 'a function cannot leave Lua, only plain data can',
  'return coroutine.create(print)': 'a coroutine cannot leave Lua, only plain data can',
  'local t = {} t.t = t return t': 'the table is nested too deeply, or contains itself',
  'return { [{}] = 1 }': 'a table that leaves Lua has keys of text or numbers only',
  'return { __proto__ = {} }': 'a field cannot be named __proto__',
  'return ("x"):rep(2000000)': 'the value is too large to cross the border of Lua',
  'local t = {} for i = 1, 100000 do t[i] = i end return t': 'the value is too large to cross the border of Lua',
};

test('What is no plain data stays in Lua', async () => {
  const lua = await openTestDomain();
  for (const [code, why] of Object.entries(refused)) {
    lua.load({ a: `events.on("x", function() ${code} end)` });
    const handler = lua.registrations[0]?.handler ?? '';
    const reply = lua.ask((id) => ({ type: 'call', id, handler, args: [] }));
    expect(reply, code).toMatchObject({ ok: false, problem: { message: `The result: ${why}` } });
    expect(lua.eval('1')).toBe('1');
  }
});

test('What the host sends is bounded as well, and who waits for it is told', async () => {
  const lua = await openTestDomain();
  lua.load({ a: 'events.on("x", function() print(pcall(await, "y")) end)' });
  const large = 'x'.repeat(2 << 20);
  lua.emit('x', large);
  expect(lua.failures).toMatchObject([{ message: 'x: the value is too large to cross the border of Lua' }]);
  lua.emit('x');
  lua.send({ type: 'settle', id: 1, ok: true, value: large });
  expect(lua.logs).toEqual(['info a: false y: the value is too large to cross the border of Lua']);
  const reply = lua.ask((id) => ({ type: 'call', id, handler: 'h1', args: [large] }));
  expect(reply).toMatchObject({ ok: false, problem: { message: 'the value is too large to cross the border of Lua' } });
});

const json: Readonly<Record<string, string>> = {
  'json.encode({ 1, "a", { b = true } })': '[1,"a",{"b":true}]',
  'json.encode(json.decode("[]"))': '[]',
  'json.encode(json.list())': '[]',
  'json.encode({})': '{}',
  'json.encode({ 1, json.null })': '[1,null]',
  'json.decode("[1,null]")[2] == json.null': 'true',
  'json.decode(\'{"a":null}\').a': 'nil',
  'json.decode(\'"\\\\u00fc"\')': 'ü',
  'math.type(json.decode("3")), math.type(json.decode("3.5"))': 'integer float',
  'pcall(json.encode, { x = 0/0 })': 'false json.encode: NaN in "x" is no JSON',
  'pcall(json.encode, "\\xff")': 'false json.encode: the text is not UTF-8',
  'select("#", pcall(json.decode, "{"))': '2',
};

test('JSON', async () => {
  const lua = await openTestDomain();
  for (const [code, expected] of Object.entries(json)) expect(lua.eval(code), code).toBe(expected);
});
