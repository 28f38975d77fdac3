import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { buildLuaWorker } from '../../../fixtures/lua-worker';
import { temporaryDirectory } from '../../gateway/transports';
import { eventually, openRig, put, type Rig, type RigOptions } from './rig';

let worker: Awaited<ReturnType<typeof buildLuaWorker>>;
beforeAll(async () => {
  worker = await buildLuaWorker();
}, 60_000);
afterAll(() => worker.remove());

let scope: Scope;
beforeEach(() => {
  scope = createScope();
});
afterEach(() => scope.close());

/** With the files, by path below Lua's own folder; `shipped/…` are those that come with the app. */
async function open(files: Record<string, string> = {}, more: Partial<RigOptions> = {}): Promise<Rig> {
  const home = more.home ?? temporaryDirectory(scope);
  const shipped = join(home, 'shipped');
  put(join(shipped, 'AGENTS.md'), 'How to change the app.\n');
  for (const [path, text] of Object.entries(files))
    put(path.startsWith('shipped/') ? join(home, path) : join(home, 'lua', path), text);
  const rig = await openRig({ shipped, worker: worker.path, ...more, home });
  scope.use(rig.scope);
  return rig;
}

const says = (text: string) => `events.on("ask", function() log.info("${text}") end)`;

/** What is logged when everybody is asked. */
async function answers({ lua, ask }: Rig): Promise<string[]> {
  const seen = lua.logs.last(10_000).length;
  await ask('events.emit("ask")');
  for (const { name } of (await lua.describe()).domains) await lua.evaluate('1', name);
  return lua.logs
    .last(10_000)
    .slice(seen)
    .map(({ text }) => text);
}

test('files are run in the order of their layers; core only when it is required', async () => {
  const rig = await open({
    'user/a.lua': 'log.info("user")',
    'shipped/default/z.lua': 'log.info("default " .. require("core.greeting").text)',
    'shipped/core/greeting.lua': 'log.info("core") return { text = "hello" }',
    'shipped/core/unused.lua': 'log.info("unused")',
    'shipped/core/greeting_spec.lua': 'error("a test")',
  });
  expect(rig.lua.logs.last(10).map(({ text }) => text)).toEqual(['core', 'default hello', 'user']);
  const { files } = await rig.lua.describe();
  expect(files.map(({ module, state }) => `${module} ${state}`)).toEqual([
    ...['core.greeting running', 'core.unused not-run', 'default.z running', 'user.a running'],
  ]);
});

test('a saved file is in force at once, and a broken one changes nothing and says where', async () => {
  const rig = await open({ 'user/a.lua': says('one') });
  expect(await answers(rig)).toEqual(['one']);
  rig.write('user/a.lua', says('two'));
  await eventually(async () => expect(await answers(rig)).toEqual(['two']));
  rig.write('user/a.lua', `${says('three')}\nerror("no")`);
  await rig.until('user.a', 'failed');
  expect(await answers(rig)).toEqual(['two']);
  const path = join(rig.home, 'lua/user/a.lua');
  expect((await rig.file('user.a'))?.problem).toMatchObject({ path, line: 2, message: expect.stringContaining('no') });
  expect(rig.lua.notices.value).toMatchObject([{ severity: 'warning', message: expect.stringContaining('user.a') }]);
  rig.write('user/a.lua', says('four'));
  await rig.until('user.a', 'running');
  expect(await answers(rig)).toEqual(['four']);
  expect(rig.lua.notices.value).toEqual([]);
});

test('a broken file keeps no other from being loaded, at the start or later', async () => {
  const rig = await open({ 'user/a.lua': says('a'), 'user/b.lua': 'syntax error', 'user/c.lua': says('c') });
  expect(await answers(rig)).toEqual(['a', 'c']);
  rig.write('user/c.lua', says('c2'));
  await eventually(async () => expect(await answers(rig)).toEqual(['a', 'c2']));
  expect((await rig.file('user.b'))?.state).toBe('failed');
});

test('what a file registered goes with it', async () => {
  const rig = await open({ 'user/a.lua': says('a'), 'user/b.lua': says('b') });
  rmSync(join(rig.home, 'lua/user/a.lua'));
  await eventually(async () => expect(await answers(rig)).toEqual(['b']));
});

test('a user’s file takes the place of the default one, live, and can build upon it', async () => {
  const rig = await open({
    'shipped/default/layout.lua': `${says('default')} return { name = "default" }`,
    'shipped/default/other.lua':
      'events.on("ask", function() log.info(require("default.layout").name) end) require("default.layout")',
  });
  expect(await answers(rig)).toEqual(['default', 'default']);
  rig.write('user/layout.lua', `${says('user')} return { name = "user" }`);
  await eventually(async () => expect((await answers(rig)).sort()).toEqual(['user', 'user']));
  expect((await rig.file('default.layout'))?.state).toBe('not-run');
  // A broken one leaves the last good one in force.
  rig.write('user/layout.lua', 'error("broken")');
  await rig.until('user.layout', 'failed');
  expect((await answers(rig)).sort()).toEqual(['user', 'user']);
  rig.write('user/layout.lua', `${says('both')} return { name = require("shipped.layout").name .. "+" }`);
  await eventually(async () => expect((await answers(rig)).sort()).toEqual(['both', 'default', 'default+']));
  rmSync(join(rig.home, 'lua/user/layout.lua'));
  await eventually(async () => expect(await answers(rig)).toEqual(['default', 'default']));
});

test('a user’s file that is broken at the start leaves the default one in force', async () => {
  const rig = await open({ 'shipped/default/layout.lua': says('default'), 'user/layout.lua': 'error("broken")' });
  expect(await answers(rig)).toEqual(['default']);
  expect((await rig.file('default.layout'))?.state).toBe('running');
});

test('an update of a shipped file that somebody overrides is told, until they have looked at it', async () => {
  const home = temporaryDirectory(scope);
  const shipped = (text: string) => ({ 'shipped/default/a.lua': says(text), 'shipped/default/b.lua': says(text) });
  const first = await open({ ...shipped('one'), 'user/a.lua': says('a'), 'user/b.lua': says('b') }, { home });
  const changed = async ({ lua }: Rig) => (await lua.describe()).overrides.map((override) => override.changed);
  expect(await changed(first)).toEqual([false, false]);
  await first.scope.close();
  const second = await open(shipped('two'), { home });
  expect(await changed(second)).toEqual([true, true]);
  second.write('user/a.lua', says('a, looked through'));
  await eventually(async () => expect(await changed(second)).toEqual([false, true]));
  expect((await second.lua.keepOverride('user.b')).ok).toBe(true);
  expect(await changed(second)).toEqual([false, false]);
  expect((await second.lua.keepOverride('core.nothing')).ok).toBe(false);
});

test('an improvement has a worker and permissions of its own', async () => {
  const rig = await open({
    'improvements/a.lua': `
      timer.after(0, function()
        fs.write("note.txt", "mine")
        log.info("wrote " .. fs.read("note.txt"))
        for _, ask in ipairs { function() keyring.get("a", "b") end, function() hub.spawn { command = "sh" } end,
          function() fs.read("../../../shipped/AGENTS.md") end, function() http.get("http://127.0.0.1/") end } do
          log.info(select(2, pcall(ask)):match("permission \\"[%w.]+\\"") or "outside")
        end
      end)`,
  });
  await eventually(() => expect(rig.lua.logs.last(9)).toHaveLength(5));
  expect(rig.lua.logs.last(9).map(({ text }) => text)).toEqual([
    ...['wrote mine', 'permission "keyring"', 'permission "agents.control"', 'outside', 'permission "http"'],
  ]);
  expect(readFileSync(join(rig.home, 'lua/data/improvements.a/note.txt'), 'utf8')).toBe('mine');
  expect((await rig.lua.describe()).domains.map(({ name }) => name)).toEqual(['trusted', 'improvements.a']);
});

test('an improvement that hangs is ended; all others go on, and what it keeps is kept', async () => {
  const rig = await open({
    'user/a.lua': says('a'),
    'improvements/stuck.lua': `
      hub.state.runs = (hub.state.runs or 0) + 1
      events.on("hang", function() while true do pcall(function() while true do end end) end end)
      ${says('improvement')}`,
  });
  expect((await answers(rig)).sort()).toEqual(['a', 'improvement']);
  await rig.ask('events.emit("hang")');
  expect(await rig.ask('1 + 1')).toBe('2');
  await eventually(async () => expect((await answers(rig)).sort()).toEqual(['a', 'improvement']));
});

test('what is emitted reaches other domains, but nobody can pretend to be the hub', async () => {
  const rig = await open({
    'user/a.lua': `
      events.on("news", function(text) log.info("trusted heard " .. text) end)
      events.on("process_started", function() log.info("pretended") end)`,
    'improvements/b.lua': `events.on("ask", function() events.emit("process_started", {}) events.emit("news", "b") end)`,
  });
  await answers(rig);
  await eventually(() => expect(rig.lua.logs.last(9).map(({ text }) => text)).toEqual(['trusted heard b']));
});

test('hub.state outlives a reload and the hub', async () => {
  const home = temporaryDirectory(scope);
  const counts = 'hub.state.count = (hub.state.count or 0) + 1 hub.state.bytes = "\\0\\255"';
  const first = await open({ 'user/a.lua': counts }, { home });
  first.write('user/a.lua', `${counts} -- again`);
  await eventually(async () => expect(await first.ask('hub.state.count')).toBe('2'));
  await eventually(() => expect(existsSync(join(home, 'lua.json'))).toBe(true));
  await eventually(() => expect(readFileSync(join(home, 'lua.json'), 'utf8')).toContain('"count": 2'));
  await first.scope.close();
  const second = await open({}, { home });
  expect(await second.ask('hub.state.count, #hub.state.bytes')).toBe('3 2');
});

test('a disabled file is not run, also by the next hub, until it is enabled', async () => {
  const home = temporaryDirectory(scope);
  const first = await open({ 'user/a.lua': says('a'), 'shipped/core/c.lua': 'return {}' }, { home });
  expect(await first.lua.setEnabled('user.a', false)).toMatchObject({ ok: true, value: { state: 'disabled' } });
  expect(await answers(first)).toEqual([]);
  expect(await first.lua.setEnabled('core.c', false)).toMatchObject({ ok: false, error: 'failed' });
  expect(await first.lua.setEnabled('user.none', false)).toMatchObject({ ok: false, error: 'no-module' });
  await first.scope.close();
  const second = await open({}, { home });
  expect(await answers(second)).toEqual([]);
  expect(await second.lua.setEnabled('user.a', true)).toMatchObject({ ok: true, value: { state: 'running' } });
  expect(await answers(second)).toEqual(['a']);
});

test('earlier texts can be listed, read and gone back to', async () => {
  const rig = await open({ 'improvements/a.lua': says('one') });
  for (const text of ['two', 'three']) {
    rig.write('improvements/a.lua', says(text));
    // A text is kept once it is at rest.
    await eventually(async () =>
      expect((await rig.lua.versions.list('improvements.a', says(text)))[0]?.current).toBe(true),
    );
  }
  const list = await rig.lua.versions.list('improvements.a', says('three'));
  expect(list.map(({ current }) => current)).toEqual([true, false, false]);
  expect(await rig.lua.versions.read('improvements.a', list[2]?.version ?? '')).toEqual({
    ok: true,
    value: says('one'),
  });
  expect(await rig.lua.rollback('improvements.a')).toMatchObject({ ok: true, value: { state: 'running' } });
  expect(await answers(rig)).toEqual(['two']);
  expect(await rig.lua.rollback('improvements.a', list[2]?.version)).toMatchObject({ ok: true });
  expect(await answers(rig)).toEqual(['one']);
});

test('a broken text can be gone back from', async () => {
  const rig = await open({ 'user/a.lua': says('good') });
  rig.write('user/a.lua', 'error("bad")');
  await rig.until('user.a', 'failed');
  expect(await rig.lua.rollback('user.a')).toMatchObject({ ok: true, value: { state: 'running' } });
  expect(readFileSync(join(rig.home, 'lua/user/a.lua'), 'utf8')).toBe(says('good'));
});

test('an improvement can be promoted, but never over a file of the person', async () => {
  const rig = await open({
    'improvements/a.lua': says('a'),
    'improvements/b.lua': says('b'),
    'user/b.lua': says('mine'),
  });
  expect(await rig.lua.promote('improvements.a')).toMatchObject({
    ok: true,
    value: { module: 'user.a', state: 'running' },
  });
  expect(await rig.lua.promote('improvements.b')).toMatchObject({
    ok: false,
    message: expect.stringContaining('already'),
  });
  expect((await answers(rig)).sort()).toEqual(['a', 'b', 'mine']);
  expect((await rig.lua.describe()).domains.map(({ name }) => name)).toEqual(['trusted', 'improvements.b']);
});

test('a promoted file can still be gone back to what it was as an improvement', async () => {
  const rig = await open({ 'improvements/a.lua': says('first') });
  rig.write('improvements/a.lua', says('second'));
  await eventually(async () => expect(await answers(rig)).toEqual(['second']));
  await rig.lua.promote('improvements.a');
  expect(await rig.lua.rollback('user.a')).toMatchObject({ ok: true, value: { state: 'running' } });
  expect(readFileSync(join(rig.home, 'lua/user/a.lua'), 'utf8')).toBe(says('first'));
});

test('AGENTS.md is there from the first start, follows the app, and is left alone once a person has changed it', async () => {
  const home = temporaryDirectory(scope);
  const first = await open({}, { home });
  const path = join(home, 'lua/AGENTS.md');
  expect(readFileSync(path, 'utf8')).toBe('How to change the app.\n');
  await first.scope.close();
  put(path, 'Mine.');
  await open({}, { home });
  expect(readFileSync(path, 'utf8')).toBe('Mine.');
});

test('the files that come with the app load, and register what they are for', async () => {
  const rig = await open({}, { shipped: resolve('lua') });
  const { files, registrations } = await rig.lua.describe();
  expect(files.filter(({ layer, state }) => layer === 'default' && state !== 'running')).toEqual([]);
  expect(registrations.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
    expect.arrayContaining(['intercept filter_notification', 'intercept before_agent_create', 'event agent_lifecycle']),
  );
});
