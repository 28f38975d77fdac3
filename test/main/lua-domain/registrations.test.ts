import { expect, test } from 'vitest';
import { openTestDomain, type TestDomain } from '../../fixtures/lua-domain';

function summary(lua: TestDomain): string[] {
  return lua.registrations.map(
    ({ kind, name, module, enabled }) => `${module} ${kind} ${name}${enabled ? '' : ' off'}`,
  );
}

test('What a file registers is told to the host, with what belongs to it', async () => {
  const lua = await openTestDomain();
  lua.load({
    a: `events.on("e", print, { priority = 3 })
      hooks.register("h", "mine", print)
      hooks.intercept("i", "guard", print, { priority = 1, timeout_ms = 50 })
      timer.every(1000, print) timer.after(5, print)
      commands.register("say", print, { title = "Say it", keys = { "mod+k", "f2" } })
      keys.bind("ctrl+k", print) actions.register("act", print) watch.directory("~/notes", print)`,
  });
  expect(lua.registrations.map(({ kind, name, priority, about }) => [kind, name, priority, about])).toEqual([
    ['event', 'e', 3, {}],
    ['hook', 'h', 0, { label: 'mine' }],
    ['intercept', 'i', 1, { label: 'guard', timeout_ms: 50 }],
    ['timer', 'timer', 0, { every_ms: 1000 }],
    ['timer', 'timer', 0, { after_ms: 5 }],
    ['command', 'say', 0, { title: 'Say it', keys: 'mod+k f2' }],
    ['key', 'ctrl+k', 0, {}],
    ['action', 'act', 0, {}],
    ['watch', '~/notes', 0, {}],
  ]);
});

test('A later file turns off what an earlier one has registered, until it goes', async () => {
  const lua = await openTestDomain();
  const first = 'hooks.register("h", "old", function() print("old") end)';
  lua.load({ first, second: 'hooks.unregister("h", "old") hooks.register("h", "new", function() print("new") end)' });
  lua.emit('h');
  expect(summary(lua)).toEqual(['first hook h off', 'second hook h']);
  lua.load({ third: 'hooks.enable("h", "old")' });
  lua.emit('h');
  lua.load({}, { removed: ['second', 'third'] });
  lua.emit('h');
  expect(lua.logs.map((line) => line.split(': ')[1])).toEqual(['new', 'old', 'new', 'old']);
});

test('Who registers a name again means the newer handler', async () => {
  const lua = await openTestDomain();
  lua.load({
    a: 'hooks.register("h", "x", function() print(1) end) hooks.register("h", "x", function() print(2) end)',
  });
  lua.emit('h');
  expect(lua.logs).toEqual(['info a: 2']);
});

test('Handlers come and go while events are told; a timer that fires once is gone', async () => {
  const lua = await openTestDomain();
  lua.load({
    a: `local id id = events.on("e", function() print("once") events.off(id) timer.after(10, function() print("later") end) end)`,
  });
  lua.emit('e');
  lua.emit('e');
  expect(summary(lua)).toEqual(['a timer timer']);
  const handler = lua.registrations[0]?.handler ?? '';
  expect(lua.ask((id) => ({ type: 'call', id, handler, args: [] }))).toMatchObject({ ok: true });
  expect(lua.registrations).toEqual([]);
  expect(lua.logs).toEqual(['info a: once', 'info a: later']);
  expect(lua.ask((id) => ({ type: 'call', id, handler, args: [] }))).toMatchObject({ ok: false });
});

test('Events of Lua reach the host and all files; what fails keeps nobody from hearing', async () => {
  const lua = await openTestDomain();
  lua.load({
    a: 'events.on("e", function() error("no") end)',
    b: 'events.on("e", function(n, text) print(n, text) end) events.on("go", function() events.emit("e", 1, "x") end)',
  });
  lua.emit('go');
  expect(lua.calls).toMatchObject([{ op: 'events.emit', args: ['e', 1, 'x'], module: 'b' }]);
  expect(lua.logs).toEqual(['info b: 1 x']);
  expect(lua.failures).toMatchObject([{ message: 'no', module: 'a' }]);
});

test('A terminal in Lua is an object whose output comes as events', async () => {
  const lua = await openTestDomain();
  lua.load({
    a: `events.on("go", function()
      local p = pty.spawn("sh", { cols = 80 }) p:on_output(function(data) print(#data) end) p:write("ls\\n") end)`,
  });
  lua.emit('go');
  lua.send({ type: 'settle', id: 1, ok: true, value: 'p1' });
  expect(lua.calls.map(({ op, args }) => [op, ...args])).toEqual([
    ['pty.spawn', 'sh', { cols: 80 }],
    ['pty.write', 'p1', 'ls\n'],
  ]);
  lua.emit('pty.output#p1', Uint8Array.of(255, 0, 254));
  expect(lua.logs).toEqual(['info a: 3']);
});

test('Calls, errors and times are counted for each handler', async () => {
  const lua = await openTestDomain();
  lua.load({ a: 'events.on("e", function(bad) if bad then error("x") end end)' });
  lua.emit('e');
  lua.emit('e', true);
  const reply = lua.ask((id) => ({ type: 'stats', id }));
  expect(reply).toMatchObject({ ok: true, value: { modules: 1, handlers: [{ handler: 'h1', calls: 2, errors: 1 }] } });
});
