import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LuaView } from '../../../../../src/shared/contract';
import { createScope, type Scope } from '../../../../../src/shared/scope';
import { buildLuaWorker } from '../../../../fixtures/lua-worker';
import { temporaryDirectory } from '../../../gateway/transports';
import { eventually, openRig, put, type Rig } from '../rig';

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

async function open(files: Record<string, string>): Promise<Rig> {
  const home = temporaryDirectory(scope);
  const shipped = join(home, 'shipped');
  put(join(shipped, 'AGENTS.md'), '');
  for (const [path, text] of Object.entries(files))
    put(path.startsWith('shipped/') ? join(home, path) : join(home, 'lua', path), text);
  const rig = await openRig({ shipped, worker: worker.path, home });
  scope.use(rig.scope);
  return rig;
}

/** Somebody who watches a view. */
function watch({ lua }: Rig, name = 'v') {
  const ends = new AbortController();
  const watched = lua.views.watch(name, ends.signal);
  if (!watched.ok) throw new Error(watched.message);
  const seen: LuaView[] = [];
  let over = false;
  const reading = (async () => {
    for await (const view of watched.value) seen.push(view);
    over = true;
  })();
  const end = async () => {
    ends.abort();
    await reading;
  };
  scope.defer(end);
  return {
    seen,
    end,
    get over() {
      return over;
    },
    until: (part: object) => eventually(() => expect(seen.at(-1)).toMatchObject(part)),
    /** The id of an action of a node that has one. */
    get action() {
      const { tree } = seen.at(-1) ?? {};
      return tree && 'on_click' in tree ? tree.on_click : '';
    },
  };
}

const says = (text: string) => `ui.view("v", { title = "V" }, function() return ui.text("${text}") end)`;
const textIs = (text: string) => ({ tree: { kind: 'text', text } });
const counts = `local drawn = 0
  ui.view("v", { on = { "mine", "agent_created" } }, function() drawn = drawn + 1 return ui.text("drawn " .. drawn) end)`;

test('A view is drawn only for who watches, for all of them at once, and again after an event, a refresh and a reload', async () => {
  const rig = await open({ 'user/a.lua': `${counts} events.on("other", function() ui.refresh("v") end)` });
  const [one, two] = [watch(rig), watch(rig)];
  await one.until(textIs('drawn 1'));
  await two.until(textIs('drawn 1'));
  await rig.ask('events.emit("mine")');
  await one.until(textIs('drawn 2'));
  rig.lua.tell('agent_created', () => []);
  await one.until(textIs('drawn 3'));
  await rig.ask('events.emit("other")');
  await one.until(textIs('drawn 4'));
  await two.until(textIs('drawn 4'));
  await Promise.all([one.end(), two.end()]);
  await rig.ask('events.emit("mine")');
  const late = watch(rig);
  await late.until(textIs('drawn 5'));
  rig.write('user/a.lua', says('another'));
  await late.until(textIs('another'));
});

test('Many changes are one drawing, and the last of them is seen', async () => {
  const rig = await open({ 'user/a.lua': counts });
  const one = watch(rig);
  await one.until(textIs('drawn 1'));
  for (let i = 0; i < 500; i++) rig.lua.tell('agent_created', () => []);
  await one.until(textIs('drawn 2'));
  expect(await rig.ask('1')).toBe('1');
  expect(one.seen.length).toBeLessThanOrEqual(4);
});

test('An action does what it says, tells its result, and the view is drawn again', async () => {
  const rig = await open({
    'user/a.lua': `local count = 0
      ui.view("v", {}, function() return ui.button("Count " .. count, function(by)
        if by == "bad" then error("no such number") end
        count = count + by return "now " .. count end) end)`,
  });
  const one = watch(rig);
  await one.until({ tree: { label: 'Count 0' } });
  const first = one.action;
  expect(await rig.lua.views.act('v', first, 5)).toEqual({ ok: true, value: { ok: true, value: 'now 5' } });
  await one.until({ tree: { label: 'Count 5' } });
  // Who clicks on what was there a moment ago is not told that it is gone.
  expect(await rig.lua.views.act('v', first, 2)).toMatchObject({ ok: true, value: { ok: true, value: 'now 7' } });
  await one.until({ tree: { label: 'Count 7' } });
  await rig.lua.views.act('v', one.action, 1);
  await one.until({ tree: { label: 'Count 8' } });
  expect(await rig.lua.views.act('v', first, 1)).toMatchObject({ ok: false, error: 'no-action' });
  expect(await rig.lua.views.act('v', one.action, 'bad')).toMatchObject({
    value: { ok: false, problem: { message: 'no such number', line: 3 } },
  });
  expect(rig.lua.logs.last(1)).toMatchObject([{ level: 'error', module: 'user.a' }]);
});

test('What cannot be drawn leaves the last tree, with its actions, and says what is wrong and where', async () => {
  const rig = await open({
    'improvements/a.lua': `local wrong = false
      ui.view("v", {}, function()
        if wrong == "loop" then while true do end end
        if wrong == "error" then error("broken") end
        return ui.button { "Go", tone = wrong or nil, on_click = function() wrong = "red" end }
      end)
      events.on("wrong", function(how) wrong = how ui.refresh() end)`,
  });
  const one = watch(rig);
  await one.until({ tree: { label: 'Go' } });
  const { action } = one;
  await rig.lua.views.act('v', action, undefined);
  const path = join(rig.home, 'lua/improvements/a.lua');
  const tone = 'view v: button › tone: must be one of neutral, muted, accent, success, warning, danger, not "red"';
  await one.until({ tree: { label: 'Go', on_click: action }, problem: { message: tone, path, line: 2 } });
  expect(rig.lua.logs.last(1)[0]?.text).toContain(tone);
  await rig.ask('events.emit("wrong", "error")');
  await one.until({ tree: { label: 'Go' }, problem: { message: 'broken', path, line: 4 } });
  await rig.ask('events.emit("wrong", "loop")');
  await one.until({ tree: { label: 'Go' }, problem: { message: expect.stringContaining('was stopped'), line: 3 } });
  await rig.ask('events.emit("wrong", "red")');
  await one.until({ problem: { message: tone } });
  // Through all of that.
  expect(await rig.lua.views.act('v', action, undefined)).toMatchObject({ ok: true, value: { ok: true } });
  await rig.ask('events.emit("wrong", false)');
  await eventually(() => expect(one.seen.at(-1)).toEqual({ tree: expect.objectContaining({ label: 'Go' }) }));
});

test('Of two files that have the same view the later layer has it, until it goes', async () => {
  const rig = await open({ 'shipped/default/a.lua': says('default'), 'user/b.lua': 'ui.view("other", print)' });
  const one = watch(rig);
  await one.until(textIs('default'));
  rig.write('user/c.lua', says('user'));
  await one.until(textIs('user'));
  rig.write(
    'improvements/d.lua',
    `${says('improvement')} ui.view("more", { order = -1, icon = "sun", terminal = true }, print)`,
  );
  await one.until(textIs('improvement'));
  expect((await rig.lua.describe()).views).toEqual([
    { name: 'more', title: 'more', icon: 'sun', terminal: true, module: 'improvements.d' },
    { name: 'other', title: 'other', module: 'user.b' },
    { name: 'v', title: 'V', module: 'improvements.d' },
  ]);
  for (const [file, next] of [
    ['improvements/d.lua', 'user'],
    ['user/c.lua', 'default'],
  ] as const) {
    rmSync(join(rig.home, 'lua', file));
    await one.until(textIs(next));
  }
  expect(one.over).toBe(false);
});

test('Who watches a view that goes is told the end, and its actions are gone', async () => {
  const rig = await open({ 'user/a.lua': 'ui.view("v", {}, function() return ui.button("Go", print) end)' });
  const one = watch(rig);
  await one.until({ tree: { label: 'Go' } });
  rmSync(join(rig.home, 'lua/user/a.lua'));
  await eventually(() => expect(one.over).toBe(true));
  expect(await rig.lua.views.act('v', one.action, undefined)).toMatchObject({ ok: false, error: 'no-action' });
  expect(rig.lua.views.watch('v', undefined)).toMatchObject({ ok: false, error: 'no-view' });
});

test('A user’s layout is in force at once; no improvement can have it', async () => {
  const layout = (text: string) => `ui.layout(function() return ui.text("${text}") end)`;
  const rig = await open({ 'shipped/default/layout.lua': layout('shipped'), 'user/a.lua': 'ui.view("v", print)' });
  const one = watch(rig, 'layout');
  await one.until(textIs('shipped'));
  rig.write('user/layout.lua', layout('mine'));
  await one.until(textIs('mine'));
  rig.write('improvements/b.lua', layout('theirs'));
  await rig.until('improvements.b', 'failed');
  await rig.ask(layout('theirs'), 'improvements.b');
  rmSync(join(rig.home, 'lua/user/layout.lua'));
  await one.until(textIs('shipped'));
});

test('A layout may list all views that there are, also those that come later', async () => {
  const rig = await open({
    'user/layout.lua': 'ui.layout(function() return ui.row { ui.sidebar { "agents", "*", "status" } } end)',
    'user/a.lua': `${says('v')} ui.view("agents", { terminal = true }, print) ui.view("rules", { terminal = true }, print)`,
  });
  const one = watch(rig, 'layout');
  await one.until({ tree: { children: [{ views: ['agents', 'v', 'status'] }] } });
  rig.write('improvements/b.lua', 'ui.view("usage", { order = -1 }, print)');
  await one.until({ tree: { children: [{ views: ['agents', 'usage', 'v', 'status'] }] } });
});

test('A view whose worker is ended is back with the next worker, and the tree stays meanwhile', async () => {
  const rig = await open({
    'improvements/a.lua': `hub.state.begun = (hub.state.begun or 0) + 1
      ui.view("v", {}, function() return ui.button("Begun " .. hub.state.begun, function()
        os.date(("%%"):rep(4000000)) end) end)`,
  });
  const one = watch(rig);
  await one.until({ tree: { label: 'Begun 1' } });
  const { action } = one;
  expect(await rig.lua.views.act('v', action, undefined)).toMatchObject({
    value: { ok: false, problem: { message: expect.stringContaining('was ended') } },
  });
  expect((await rig.lua.describe()).views).toMatchObject([{ name: 'v' }]);
  await one.until({ tree: { label: 'Begun 2' } });
  expect(one.seen.every(({ tree }) => tree)).toBe(true);
  // An id of the worker before means nothing to this one.
  expect(await rig.lua.views.act('v', action, undefined)).toMatchObject({ ok: false, error: 'no-action' });
  expect(one.over).toBe(false);
});
