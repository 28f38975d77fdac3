import { expect, test } from 'vitest';
import { openTestDomain } from '../../fixtures/lua-domain';

const answer = 'events.on("ask", function() log.info("%s", M.value()) end)';
const library = (value: number) => `local M = {} function M.value() return ${value} end return M`;
const user = `M = require("library") ${answer}`;

test('A file that changes is run again, and so is all that requires it', async () => {
  const lua = await openTestDomain();
  lua.load({ library: library(1), user });
  lua.emit('ask');
  const reply = lua.load({ library: library(2) });
  expect(reply).toMatchObject({ ok: true, value: { ran: ['library', 'user'] } });
  lua.emit('ask');
  expect(lua.logs).toEqual(['info user: 1', 'info user: 2']);
  expect(lua.registrations).toHaveLength(1);
});

test('Who holds the table of a module sees the new functions in it', async () => {
  const lua = await openTestDomain();
  lua.load({ library: library(1), holder: 'held = nil events.on("hold", function(m) held = m end) return {}' });
  lua.load({ other: 'local M = {} function M.get() return M.held end M.held = require("library") return M' });
  expect(lua.eval('kept = nil')).toBe('');
  lua.load({ user });
  lua.load({ library: library(3) });
  lua.emit('ask');
  expect(lua.logs).toEqual(['info user: 3']);
});

const settings = 'local M = { seconds = 5, names = { "a" } } return M';
const told =
  'M = require("settings") events.on("ask", function() log.info("%d %s", M.seconds, table.concat(M.names, " ")) end)';

test('What a file has set in another is gone when the file changes or goes', async () => {
  const lua = await openTestDomain();
  lua.load({ settings, told });
  lua.load({ mine: 'local s = require("settings") s.seconds = 30 table.insert(s.names, "b")' });
  lua.load({ also: 'require("settings").names[1] = "A"' });
  lua.emit('ask');
  lua.load({ mine: 'require("settings").seconds = 60' });
  lua.emit('ask');
  lua.load({}, { removed: ['mine'] });
  lua.emit('ask');
  expect(lua.logs).toEqual(['info told: 30 A b', 'info told: 60 A', 'info told: 5 A']);
});

test('A file that fails has set nothing in another', async () => {
  const lua = await openTestDomain();
  lua.load({ settings, told });
  const reply = lua.load({ mine: 'local s = require("settings") s.seconds = 30 s.names[2] = "b" error("boom")' });
  expect(reply.ok).toBe(false);
  lua.emit('ask');
  expect(lua.logs).toEqual(['info told: 5 a']);
});

const broken: Readonly<Record<string, { text: string; message: string; line: number }>> = {
  'does not parse': { text: 'local M = {\nreturn', message: "unexpected symbol near 'return'", line: 2 },
  'raises an error': { text: '\n\nerror("boom")', message: 'boom', line: 3 },
  'uses what is nil': { text: 'local x\nreturn x.y', message: "attempt to index a nil value (local 'x')", line: 2 },
  'never ends': { text: '\nwhile true do end', message: 'it ran for more than 60 ms and was stopped', line: 2 },
  'takes all memory': { text: 'local t = {}\nfor i = 1, 1e9 do t[i] = {} end', message: 'not enough memory', line: 2 },
  'waits while it is loaded': {
    text: '\nhub.agents()',
    message:
      'hub.agents waits for an answer, so it cannot be called while a file is loaded. Call it in a handler, or in timer.after(0, function() … end)',
    line: 2,
  },
  'requires what is not there': { text: 'require("nowhere")', message: "module 'nowhere' not found", line: 1 },
};

test.each(Object.entries(broken))('When a file %s, all is as it was, and it is told where', async (_, expected) => {
  const lua = await openTestDomain({ cpuMs: 60, memoryBytes: 8 << 20 });
  const first = `hub.state.list = { 1, { deep = true } } ${library(1)}`;
  expect(lua.load({ library: first, user }).ok).toBe(true);
  const before = lua.registrations;
  const damage = 'hub.state.list[2].deep = false hub.state.list[1] = nil hub.state.more = 1 events.on("ask", error)';
  const reply = lua.load({ library: `${damage} ${expected.text}` });
  expect(reply).toMatchObject({ ok: false, problem: { path: '/lua/library.lua', module: 'library' } });
  if (!reply.ok && expected.message !== 'not enough memory') {
    expect(reply.problem).toMatchObject({ message: expected.message, line: expected.line });
  }
  lua.emit('ask');
  expect(lua.logs).toEqual(['info user: 1']);
  expect(lua.failures).toEqual([]);
  expect(lua.registrations).toEqual(before);
  lua.domain.mirror();
  expect(lua.state).toEqual({ list: [1, { deep: true }] });
});

test('A dependant that fails with the new version takes it back as well', async () => {
  const lua = await openTestDomain();
  lua.load({ library: library(1), user: `M = require("library") assert(M.value() < 2, "too new") ${answer}` });
  const reply = lua.load({ library: library(2) });
  expect(reply).toMatchObject({ ok: false, problem: { path: '/lua/user.lua', message: 'too new' } });
  lua.emit('ask');
  expect(lua.logs).toEqual(['info user: 1']);
});

test('A module that is required in vain is run again when what it asked for is there', async () => {
  const lua = await openTestDomain();
  lua.load({
    main: 'local ok, more = pcall(require, "more") events.on("ask", function() print(ok and more.name or "none") end)',
  });
  lua.emit('ask');
  lua.load({ more: 'return { name = "more" }' });
  lua.emit('ask');
  lua.load({}, { removed: ['more'] });
  lua.emit('ask');
  expect(lua.logs).toEqual(['info main: none', 'info main: more', 'info main: none']);
});

test('What is needed cannot be removed', async () => {
  const lua = await openTestDomain();
  lua.load({ library: library(1), user });
  const reply = lua.load({}, { removed: ['library'] });
  expect(reply).toMatchObject({
    ok: false,
    problem: { message: "module 'library' not found", path: '/lua/user.lua', line: 1 },
  });
  lua.emit('ask');
  expect(lua.logs).toEqual(['info user: 1']);
  expect(lua.load({}, { removed: ['user', 'library'] }).ok).toBe(true);
  expect(lua.registrations).toEqual([]);
});

test('Modules that require each other are refused', async () => {
  const lua = await openTestDomain();
  const reply = lua.load({ a: 'require("b")', b: 'require("a")' });
  expect(reply).toMatchObject({ ok: false, problem: { path: '/lua/b.lua', line: 1 } });
  if (!reply.ok) expect(reply.problem.message).toContain('modules require each other');
});

test('A file keeps its place among the handlers when it is loaded again', async () => {
  const lua = await openTestDomain();
  const says = (text: string) => `events.on("ask", function() print("${text}") end)`;
  lua.load({ a: says('a'), b: says('b'), c: says('c') });
  lua.load({ a: says('A') });
  lua.emit('ask');
  expect(lua.logs.map((line) => line.split(': ')[1])).toEqual(['A', 'b', 'c']);
});

test('What is emitted while files are loaded arrives when all are in force', async () => {
  const lua = await openTestDomain();
  lua.load({ a: 'events.emit("ready", 1)', b: 'events.on("ready", function(n) print(n) end)' });
  expect(lua.logs).toEqual(['info b: 1']);
});

test('State is the same after a reload, and begins with what an earlier worker had', async () => {
  const lua = await openTestDomain();
  const text = 'hub.state.count = (hub.state.count or 0) + 1';
  lua.load({ a: text }, { state: { count: 5 } });
  lua.load({ a: text });
  lua.domain.mirror();
  expect(lua.state).toEqual({ count: 7 });
  lua.eval('hub.state.f = print');
  lua.domain.mirror();
  expect(lua.logs).toEqual(['warn : hub.state is not kept: a function cannot leave Lua, only plain data can.']);
});

test('A file that was replaced runs for as long as somebody requires it', async () => {
  const lua = await openTestDomain();
  const names = () => lua.registrations.map(({ name }) => name).sort();
  const shipped = { module: 'shipped.a', path: '/lua/a.lua', text: 'events.on("old", print) return { is = "old" }' };
  const load = (text: string, more: (typeof shipped)[] = []) => {
    const mine = { module: 'user.a', path: '/lua/mine.lua', text };
    return lua.load({}, { changed: [mine, ...more], start: ['user.a'] });
  };
  load('require("shipped.a") events.on("mine", print)', [shipped]);
  expect(names()).toEqual(['mine', 'old']);
  expect(load('error("no")').ok).toBe(false);
  expect(names()).toEqual(['mine', 'old']);
  load('events.on("mine", print)');
  expect(names()).toEqual(['mine']);
  load('events.on(require("shipped.a").is, print)');
  expect(names()).toEqual(['old', 'old']);
});

// The benchmark does it 2,000 times.
test('Reloads leave memory, handlers and modules as they were', async () => {
  const lua = await openTestDomain();
  const text = (n: number) => `local M = { n = ${n} } hub.state.rows = hub.state.rows or { 1, 2, 3 }
    function M.f() return M.n end hooks.register("h", "mine", M.f) events.on("e", M.f) timer.every(1000, M.f) return M`;
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`m${n}`, text(n)]));
  lua.load(files);
  const measure = () => {
    lua.domain.collect();
    const reply = lua.ask((id) => ({ type: 'stats', id }));
    if (!reply?.ok) throw new Error('no stats');
    return (reply.value as { memoryBytes: number }).memoryBytes;
  };
  for (let n = 0; n < 40; n++) lua.load({ [`m${n % 20}`]: text(n) });
  const before = measure();
  const { length } = lua.registrations;
  for (let n = 0; n < 200; n++) lua.load({ [`m${n % 20}`]: text(n % 100) });
  expect(lua.registrations).toHaveLength(length);
  expect(measure() - before).toBeLessThan(16_384);
});
