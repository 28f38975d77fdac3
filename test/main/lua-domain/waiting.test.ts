import { expect, test } from 'vitest';
import type { LuaStats } from '../../../src/main/ports';
import { openTestDomain } from '../../fixtures/lua-domain';

/** Code of a handler that waits, and what it logs when the host answers 1, 2, 3, … */
const waits: Readonly<Record<string, { code: string; logs: string[] }>> = {
  'in a handler': { code: 'print(await("x"))', logs: ['1'] },
  'several times': { code: 'print(await("x") + await("x"))', logs: ['3'] },
  'in pcall': { code: 'print(pcall(await, "x"))', logs: ['true 1'] },
  'in xpcall': { code: 'print(xpcall(function() return await("x") end, print))', logs: ['true 1'] },
  'in a coroutine': {
    code: 'local co = coroutine.wrap(function() coroutine.yield(await("x")) return await("x") end) print(co(), co())',
    logs: ['1 2'],
  },
  'in a coroutine in a coroutine': {
    code: `local inner = coroutine.create(function() coroutine.yield("a" .. await("x")) end)
      local outer = coroutine.wrap(function() local _, v = coroutine.resume(inner) coroutine.yield(v .. await("x")) end)
      print(outer())`,
    logs: ['a12'],
  },
  'in an iterator': {
    code: 'for v in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(await("x")) end end) do print(v) end',
    logs: ['1', '2', '3'],
  },
  'in a replacement': { code: 'print((("a-a"):gsub("a", function() return await("x") end)))', logs: ['1-2'] },
  'in a metamethod': { code: 'print(setmetatable({}, { __index = function() return await("x") end }).y)', logs: ['1'] },
  'in a sort, which is refused': {
    code: 'print((select(2, pcall(table.sort, { 1, 2 }, function() await("x") end))):match("not possible here"))',
    logs: ['not possible here'],
  },
};

test('A handler can wait wherever code of its own calls', async () => {
  const lua = await openTestDomain();
  for (const [name, { code, logs }] of Object.entries(waits)) {
    lua.load({ a: `events.on("go", function() ${code} end)` });
    lua.logs.length = 0;
    lua.emit('go');
    const first = (lua.calls.at(-1)?.id ?? 1) - 1;
    for (let value = 1; value <= 4; value++) lua.send({ type: 'settle', id: first + value, ok: true, value });
    expect(lua.failures, name).toEqual([]);
    const texts = lua.logs.map((line) => line.replace('info a: ', ''));
    expect(texts, name).toEqual(logs);
  }
});

test('An error of the host is an error in Lua, at the line that asked', async () => {
  const lua = await openTestDomain();
  lua.load({
    a: 'events.on("go", function()\nlocal ok, why = pcall(http.get, "x")\nprint(ok, why)\nhttp.get("y")\nend)',
  });
  lua.emit('go');
  lua.send({ type: 'settle', id: 1, ok: false, value: 'no such host' });
  expect(lua.logs).toEqual(['info a: false http.get: no such host']);
  lua.send({ type: 'settle', id: 2, ok: false, value: 'no such host' });
  expect(lua.failures).toMatchObject([
    { message: 'http.get: no such host', path: '/lua/a.lua', line: 4, handler: 'h1' },
  ]);
});

test('An interceptor changes a value, blocks it, or fails and is left out; each may wait', async () => {
  const lua = await openTestDomain();
  lua.load({
    a: `hooks.intercept("h", "second", function(v) v.n = v.n * 2 return v end)
      hooks.intercept("h", "first", function(v) v.n = v.n + await("x") return v end, { priority = 5 })
      hooks.intercept("h", "fails", function() error("no") end, { priority = 1 })
      hooks.intercept("h", "blocks", function(v) if v.n < 100 then return v end end, { priority = -1 })`,
  });
  const ask = (n: number) => lua.ask((id) => ({ type: 'intercept', id, hook: 'h', value: { n } }));
  expect(ask(1)).toBeUndefined();
  lua.send({ type: 'settle', id: 1, ok: true, value: 10 });
  expect(lua.replyTo(2)).toEqual({ ok: true, value: { value: { n: 22 } } });
  ask(100);
  lua.send({ type: 'settle', id: 2, ok: true, value: 0 });
  expect(lua.replyTo(3)).toEqual({ ok: true, value: undefined });
  expect(lua.failures).toMatchObject([{ message: 'no', line: 3 }, { message: 'no' }]);
});

test('An interceptor that takes longer than it may is left out and counted; the others have their say', async () => {
  const lua = await openTestDomain();
  lua.load({
    a: `hooks.intercept("h", "slow", function(v) v.n = 100 v.n = await("x") return v end, { timeout_ms = 20, priority = 2 })
      hooks.intercept("h", "usual", function(v) await("x") return v end, { priority = 1 })
      hooks.intercept("h", "plain", function(v) v.n = v.n + 1 return v end)`,
  });
  lua.ask((id) => ({ type: 'intercept', id, hook: 'h', value: { n: 1 } }));
  for (const ms of [20, 500]) {
    const later = lua.told.findLast((message) => message.type === 'later');
    expect(later).toMatchObject({ ms });
    if (later?.type === 'later') lua.send({ type: 'late', token: later.token });
  }
  expect(lua.replyTo(2)).toEqual({ ok: true, value: { value: { n: 2 } } });
  lua.send({ type: 'settle', id: 1, ok: true, value: 5 });
  expect(lua.failures).toMatchObject([
    { message: 'h: slow took longer than 20 ms and is left out', handler: 'h1' },
    { message: 'h: usual took longer than 500 ms and is left out', handler: 'h2' },
  ]);
  const stats = lua.ask((id) => ({ type: 'stats', id }));
  if (!stats?.ok) throw new Error('no stats');
  const { handlers } = stats.value as LuaStats;
  expect(handlers.map(({ handler, errors }) => `${handler} ${errors}`).sort()).toEqual(['h1 1', 'h2 1', 'h3 0']);
});

test('An interceptor that is left out has changed nothing', async () => {
  const lua = await openTestDomain();
  lua.load({
    a: `hooks.intercept("h", "fails", function(v) v.n = 0 v.list[1] = 0 error("no") end)
      hooks.intercept("h", "odd", function(v) v.n = 0 return { f = print } end)
      hooks.intercept("h", "endless", function(v) v.v = v return v end)
      hooks.intercept("h", "adds", function(v) v.n = v.n + 1 return v end)`,
  });
  const reply = lua.ask((id) => ({ type: 'intercept', id, hook: 'h', value: { n: 1, list: [1], none: [] } }));
  expect(reply).toEqual({ ok: true, value: { value: { n: 2, list: [1], none: [] } } });
  expect(lua.failures.map(({ message }) => message)).toEqual([
    'no',
    'h: the result of the handler: a function cannot leave Lua, only plain data can',
    expect.stringContaining('contains itself'),
  ]);
});

test('A handler cannot be resumed, closed or left by others', async () => {
  const lua = await openTestDomain();
  lua.load({
    a: 'local own events.on("go", function() own = own or coroutine.running() print(coroutine.resume(own)) print(pcall(coroutine.close, own)) print(pcall(coroutine.yield)) end)',
  });
  lua.emit('go');
  lua.emit('go');
  expect(lua.failures).toEqual([]);
  expect(lua.logs).toHaveLength(6);
  expect(lua.logs.every((line) => line.includes('false'))).toBe(true);
});
