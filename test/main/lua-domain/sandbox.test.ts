import { expect, test } from 'vitest';
import { openTestDomain } from '../../fixtures/lua-domain';

/** Ways out, and what comes of them. */
const ways: Readonly<Record<string, string>> = {
  'io, os.execute, os.exit, os.getenv, os.remove': 'nil nil nil nil nil',
  'debug.getregistry, debug.sethook, debug.getupvalue, debug.setmetatable': 'nil nil nil nil',
  'package, dofile, loadfile, loadstring, string.dump, warn': 'nil nil nil nil nil nil',
  'getmetatable("")': 'false',
  'pcall(setmetatable, "", {}) == false': 'true',
  'pcall(load, "\\27Lua")': "true nil attempt to load a binary chunk (mode is 't')",
  'load("return io", "x", "bt", {})()': 'nil',
  'load("x = 1; return _ENV")() == _G': 'true',
  'pcall(collectgarbage, "stop")': "false collectgarbage: only 'count' is available here",
  'pcall(setmetatable, {}, { __gc = print })': 'false __gc is not available here',
  'select("#", debug.traceback("x"))': '1',
  'pcall(require, "runtime")': "false module 'runtime' not found",
  'next(_G) ~= nil and rawget(_G, "host")': 'nil',
};

test('Nothing leads out of the sandbox', async () => {
  const lua = await openTestDomain();
  for (const [code, expected] of Object.entries(ways)) {
    expect(lua.eval(code).replace(/repl:\d+: /, ''), code).toBe(expected);
  }
});

test('A file that changes a library, or its globals, changes them for itself only', async () => {
  const lua = await openTestDomain();
  const spoils = `string.upper = nil table.insert = error events.on = nil math.floor = 1 coroutine.wrap = 1 json.encode = 1
    print, pairs, pcall, setmetatable = nil rawset(_G, "type", nil) mine = 1 hub.agents = 1`;
  expect(lua.load({ spoils }).ok).toBe(true);
  const uses = `assert(("x"):upper() == "X" and string.upper("x") == "X" and mine == nil)
    for k in pairs({ 1 }) do table.insert({}, k) end
    events.on("go", function() print(type(math.floor(1.5)), pcall(json.encode, {})) end)`;
  expect(lua.load({ uses })).toMatchObject({ ok: true });
  lua.emit('go');
  expect(lua.logs).toEqual(['info uses: number true {}']);
});

test('Limits end floods, and say so', async () => {
  const lua = await openTestDomain({ handlers: 3, timers: 2, logLinesPerSecond: 5, messageBytes: 1_000 });
  const handlers = 'for i = 1, 4 do print(pcall(events.on, "e" .. i, print)) end';
  expect(lua.eval(handlers)).toBe('');
  expect(lua.logs.at(-1)).toContain('there are 3 handlers already, which is the limit');
  expect(lua.eval('for i = 1, 100 do log.info(i) end')).toBe('');
  expect(lua.logs.length).toBeLessThan(10);
  expect(lua.load({ a: 'for i = 1, 5 do timer.after(1, print) end' })).toMatchObject({ ok: false });
  expect(lua.eval('pcall(events.emit, "x", ("x"):rep(2000))')).toContain('too large');
});

/** What would cost the worker or the hub much, and what comes of it instead. */
const refused: Readonly<Record<string, string>> = {
  'pcall(events.emit, "x", table.unpack((function() local s, t = ("x"):rep(300000), {} for i = 1, 5000 do t[i] = s end return t end)()))':
    'false the value is too large to cross the border of Lua',
  'pcall(json.decode, "[" .. ("{},"):rep(900000) .. "{}]")': 'false json.decode: the text is too long',
  'pcall(table.concat, setmetatable({}, { __len = function() return 1 << 23 end, __index = rawlen }))':
    'false the table is too big',
  'pcall(commands.register, "c", print, { title = ("x"):rep(5000) })':
    'false what is said about c is longer than 4000 bytes',
  'json.encode((function() local t = {} for i = 0, 3 do t[1 << i] = i end return t end)())':
    '{"1":0,"2":1,"4":2,"8":3}',
  '("x"):rep({})': "! bad argument #2 to 'rep' (number expected, got table)",
};

test('What would cost others much is refused', async () => {
  const lua = await openTestDomain();
  for (const [code, expected] of Object.entries(refused))
    expect(lua.eval(code).replace(/repl:\d+: /, ''), code.slice(0, 60)).toBe(expected);
  const reply = lua.load({ a: 'for i = 1, 2000 do events.emit("x") end' });
  expect(reply).toMatchObject({ ok: false, problem: { path: '/lua/a.lua', line: 1 } });
});

test('What a failed handler has left open is closed, and that ends as well', async () => {
  const lua = await openTestDomain({ cpuMs: 20 });
  const open = 'local c <close> = setmetatable({}, { __close = function() print("closed") while true do end end })';
  expect(lua.eval(`(function() ${open} error("x") end)()`)).toBe('! x');
  expect(lua.logs).toEqual(['info repl: closed']);
});

test('No finalizer comes into force by a reload', async () => {
  const lua = await openTestDomain();
  const text = `local m = {} local t = setmetatable({}, m) m.__gc = function() print("finalized") end return t`;
  for (let n = 0; n < 3; n++) expect(lua.load({ a: `${text} -- ${n}` })).toMatchObject({ ok: true });
  lua.load({ a: '' });
  lua.domain.collect();
  expect(lua.logs).toEqual([]);
});

test('A state that is deep, or whose metatable is code, keeps nothing from being loaded', async () => {
  const lua = await openTestDomain();
  lua.load({
    a: `local t = hub.state for i = 1, 50000 do t.next = {} t = t.next end
      local function never() while true do end end setmetatable(hub.state, { __index = never, __newindex = never })`,
  });
  expect(lua.load({ b: 'hub.state.next = nil' }, { state: { old: 1 } })).toMatchObject({ ok: true });
  lua.domain.mirror();
  expect(lua.state).toEqual({ old: 1 });
});

test('What was stopped inside of a handler leaves nothing behind', async () => {
  const lua = await openTestDomain({ cpuMs: 10 });
  lua.load({ a: 'events.on("e", function(n) if n > 0 then events.emit("e", n - 1) else while true do end end end)' });
  for (let n = 0; n < 10; n++) lua.emit('e', 3);
  expect(lua.failures.at(-1)?.message).toBe('it ran for more than 10 ms and was stopped');
  lua.load({ a: 'events.on("e", function(n) if n > 0 then events.emit("e", n - 1) else print("deep") end end)' });
  lua.emit('e', 3);
  lua.emit('e', 100);
  expect(lua.logs).toEqual(['info a: deep']);
  expect(lua.failures.at(-1)?.message).toBe('events that cause events, 16 deep');
});

test('A domain that has no memory left says so, and a memory error alone does not end it', async () => {
  const lua = await openTestDomain({ memoryBytes: 4 << 20, cpuMs: 5_000 });
  expect(lua.eval('local t = {} for i = 1, 1e9 do t[i] = {} end')).toContain('not enough memory');
  expect(lua.eval('1')).toBe('1');
  expect(() => lua.eval('kept = {} pcall(function() while true do kept = { kept } end end)')).toThrow(
    'used up its memory',
  );
});

test('Errors are told with the file, the line and the traceback of the file', async () => {
  const lua = await openTestDomain();
  lua.load({ 'user.deep': 'local function fails() error("boom") end\nevents.on("go", function()\n  fails()\nend)' });
  lua.emit('go');
  expect(lua.failures).toMatchObject([
    { message: 'boom', path: '/lua/user.deep.lua', line: 1, module: 'user.deep', handler: 'h1' },
  ]);
  expect(lua.failures[0]?.traceback).toContain('user/deep.lua:3: in function');
  expect(lua.failures[0]?.traceback).not.toContain('runtime/');
  const named = 'error(setmetatable({}, { __tostring = function() return "an object" end }))';
  expect(lua.eval(named)).toBe('! an object');
});
