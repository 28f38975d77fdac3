import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../../../../src/main/cli';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { luaInThisThread } from '../../../fixtures/lua-in-this-thread';
import { createRig, expectNoControlCharacters, type Rig } from '../rig';

/** `viberot lua new`, `check` and `test`: no hub, but the real runtime. */
let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
  Object.assign(rig.host.lua, { domains: luaInThisThread });
});
afterEach(() => scope.close());

const write = (name: string, text: string) => {
  const path = join(rig.directory, 'lua', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};
const asSpec = (body: string) => `local spec = require("core.spec")\nlocal it, assert = spec.it, spec.assert\n${body}`;
const reports = () => rig.out.map((line) => JSON.parse(line));

describe('new', () => {
  test('writes a file and a spec that are in order', async () => {
    expect(await rig.run('lua', 'new', 'quiet_nights')).toBe(0);
    expect(await rig.run('lua', 'check', 'quiet_nights')).toBe(0);
    expect(await rig.run('lua', 'test', 'quiet_nights')).toBe(0);
    expect(rig.out.join('\n')).toContain('registers event agent_lifecycle');
    expect(rig.out.at(-1)).toBe('2 passed, 0 failed');
    expect(rig.errors).toEqual([]);
  });

  test('tells editors where the stubs are', async () => {
    await rig.run('lua', 'new', 'quiet_nights');
    const settings = JSON.parse(readFileSync(join(rig.directory, 'lua/.luarc.json'), 'utf8'));
    expect(readFileSync(join(settings['workspace.library'][0], 'hub.lua'), 'utf8')).toContain('---@meta');
  });

  test('never overwrites', async () => {
    const path = write('improvements/mine.lua', 'return 1');
    expect(await rig.run('lua', 'new', 'mine')).toBe(1);
    expect(readFileSync(path, 'utf8')).toBe('return 1');
    expect(rig.errors.join()).toContain('is there already');
  });

  test.each(['../out', 'Big', 'a-b', 'x_spec', ''])('takes no name that is none: %j', async (name) => {
    expect(await rig.run('lua', 'new', name)).toBe(1);
    expect(rig.errors.join()).toContain('is no name');
  });
});

describe('check', () => {
  test.each([
    ['local x = = 1', 1, "unexpected symbol near '='"],
    ['\n\nerror("not today")', 3, 'not today'],
    ['while true do end', 1, ''],
    ['require("user.secrets")', 1, 'not found'],
    ['local f = nil\nf()', 2, 'nil value'],
    ['\nhub.agents()', 2, 'while a file is loaded'],
    ['os.execute("true")', 1, 'nil value'],
  ])('says where it is wrong: %j', async (text, line, message) => {
    const path = write('improvements/bad.lua', text);
    expect(await rig.run('lua', 'check', 'bad', '--json')).toBe(1);
    expect(reports()).toMatchObject([{ ok: false, module: 'improvements.bad', problem: { path, line } }]);
    expect(reports()[0].problem.message).toContain(message);
  });

  test('prints path, line and traceback as a terminal makes it clickable', async () => {
    const path = write('improvements/bad.lua', 'local function deep()\n  error("no\\27[2J")\nend\n\ndeep()');
    expect(await rig.run('lua', 'check', 'improvements/bad.lua')).toBe(1);
    expect(rig.errors[0]).toContain(`${path}:2: no`);
    expect(rig.errors.slice(1).join('\n')).toContain(':5:');
    expectNoControlCharacters(rig);
  });

  test.each([
    ['events.on("agent_lifecycel", print)', 'Did you mean "agent_lifecycle"?'],
    ['hooks.intercept("before_agent_create", "mine", print)', 'not told to files in improvements/'],
    ['hooks.intercept("agent_created", "mine", print)', 'cannot be changed or blocked'],
    [
      '\n\nkeys.map { ["window.palete"] = "f9" }',
      'odd.lua:3: There is no command "window.palete". Did you mean "window.palette"?',
    ],
    ['keys.bind("f9", "mine")', 'odd.lua:1: There is no command "mine".'],
    ['commands.change("agents.renam", { hidden = true })', 'Did you mean "agents.rename"?'],
    ['ui.view("v", { on = { "mine", "agent_lifecylce" } }, print)', 'Did you mean "agent_lifecycle"?'],
  ])('warns of what is most likely not meant: %s', async (text, warning) => {
    write('improvements/odd.lua', text);
    expect(await rig.run('lua', 'check'), rig.errors.join('\n')).toBe(0);
    expect(rig.errors.join()).toContain(warning);
  });

  test('knows the commands of the window, of the file itself, and of others', async () => {
    write('user/own.lua', 'commands.register("mine", print) keys.map { ["window.palette"] = "f9", mine = "f8" }');
    write('user/other.lua', 'keys.bind("f7", "mine") keys.bind("f6", "agents.who-waits")');
    expect(await rig.run('lua', 'check', '--json')).toBe(0);
    expect(reports()).toMatchObject([{ warnings: [] }, { warnings: [] }]);
  });

  test('takes events of one’s own for what they are', async () => {
    write('improvements/own.lua', 'events.on("lunch", print)');
    await rig.run('lua', 'check', '--json');
    expect(reports()).toMatchObject([{ ok: true, warnings: [], registrations: [{ kind: 'event', name: 'lunch' }] }]);
  });

  test('a file that lies elsewhere is taken for an improvement', async () => {
    const path = write('../drafts/idea.lua', 'return { answer = 42 }');
    expect(await rig.run('lua', 'check', path, '--json'), rig.out.join()).toBe(0);
    expect(reports()).toMatchObject([{ ok: true, module: 'improvements.idea', path }]);
  });

  test.each([
    ['viberot.log(viberot.command)\nreturn', 0, ''],
    ['viberot.log(\n\nreturn', 1, 'tidy.lua:3: '],
  ])('a file that a rule names is compiled, not run: %j', async (text, code, message) => {
    const path = write('../tidy.lua', text);
    expect(await rig.run('lua', 'check', path)).toBe(code);
    expect(code === 0 ? rig.out.join() : rig.errors.join()).toContain(message || 'it is run when its rule acts');
  });

  test('a file that is not there is named, with what may be meant', async () => {
    write('improvements/quiet_nights.lua', 'return {}');
    expect(await rig.run('lua', 'check', 'quiet_night')).toBe(1);
    expect(rig.errors.join()).toContain('Did you mean improvements.quiet_nights?');
  });

  test('a name that a file of the person shares with the shipped one it replaces means the former', async () => {
    const path = write('user/layout.lua', 'return {}');
    expect(await rig.run('lua', 'check', 'layout', '--json'), rig.errors.join()).toBe(0);
    expect(reports()).toMatchObject([{ ok: true, module: 'user.layout', path }]);
  });

  test('a user’s file may require a shipped one, and what it replaces', async () => {
    write('user/mine.lua', 'local spec = require("core.spec")\nreturn { name = spec.show("x") }');
    expect(await rig.run('lua', 'check', 'user.mine')).toBe(0);
  });
});

describe('test', () => {
  test('runs specs of the project that it is given in, or that they lie in, trusted or not', async () => {
    const path = write(
      '../shop/.viberot/lua/sums_spec.lua',
      asSpec('local sums = require("project.shop.sums")\nit("adds", function() assert.equal(sums.n, 2) end)'),
    );
    write('../shop/.viberot/lua/sums.lua', 'return { n = 2 }');
    const code = await rig.run('lua', 'test', path, '--json');
    expect(code, [...rig.out, ...rig.errors].join()).toBe(0);
    expect(reports()).toMatchObject([{ ok: true, module: 'project.shop.sums_spec', path }]);
    const inShop = { ...rig.host, absolute: (name: string) => join(rig.directory, 'shop/src', name) };
    expect(await runCli(['lua', 'test', 'sums'], inShop), rig.errors.join()).toBe(0);
    expect(rig.out.at(-1)).toBe('1 passed, 0 failed');
  });

  test('runs actions as rules would', async () => {
    write(
      'user/tidy.lua',
      'actions.register("tidy", function(run)\n  hub.notify({ title = run.command })\n  run.on_finish(function(exit) hub.notify({ title = tostring(exit.code) }) end)\nend)',
    );
    write(
      'user/tidy_spec.lua',
      asSpec(`require("user.tidy")
it("tells both", function()
  spec.answer("hub.notify", true)
  local run = spec.action("tidy", { command = "make" })
  run.finish({ code = 2 })
  assert.same(spec.calls("hub.notify"), { { { title = "make" } }, { { title = "2" } } })
  assert.error(function() spec.action("tidi") end, 'Did you mean "tidy"?')
end)`),
    );
    expect(await rig.run('lua', 'test', 'tidy'), rig.errors.join('\n')).toBe(0);
  });

  test('tells where a test failed, and what was expected', async () => {
    const path = write('improvements/sum_spec.lua', asSpec('it("adds", function()\n  assert.equal(1 + 1, 3)\nend)'));
    expect(await rig.run('lua', 'test', '--json')).toBe(1);
    expect(reports()).toMatchObject([
      { ok: false, results: [{ name: 'adds', outcome: 'failed', problem: { path, line: 4 } }] },
    ]);
    expect(reports()[0].results[0].problem.message).toContain('expected 3, got 2');
  });

  test('a test that hangs fails, and the next one runs', async () => {
    write(
      'improvements/slow_spec.lua',
      asSpec(`it("loops", function() while true do end end)
        it("waits", function() local co = coroutine.wrap(function() spec.answer("hub.agents", {}) hub.agents() end) co() end)
        it("is well", function() end)`),
    );
    expect(await rig.run('lua', 'test', '--json')).toBe(1);
    expect(reports()[0].results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      ...['failed', 'passed', 'passed'],
    ]);
  });

  test('what is not answered is an error that says so', async () => {
    write('improvements/ask_spec.lua', asSpec('it("asks", function() hub.agents() end)'));
    await rig.run('lua', 'test', '--json');
    expect(reports()[0].results[0].problem.message).toContain('say spec.answer("hub.agents"');
  });

  test.each([
    ['improvements', 'failed', 'needs the permission "http"'],
    ['user', 'passed', ''],
  ])('files of %s have the permissions that they have in the hub', async (layer, outcome, message) => {
    const body = 'it("fetches", function() spec.answer("http.get", { status = 200 }) http.get("http://x") end)';
    write(`${layer}/web_spec.lua`, asSpec(body));
    await rig.run('lua', 'test', '--json');
    expect(reports()[0].results[0].outcome).toBe(outcome);
    expect(JSON.stringify(reports()[0])).toContain(message.replaceAll('"', '\\"'));
  });

  test('one test forgets what another has answered', async () => {
    const body = `it("first", function() spec.answer("hub.agents", {}) hub.agents() end)
      it("second", function() assert.error(hub.agents, "is not answered") end)`;
    write('improvements/two_spec.lua', asSpec(body));
    expect(await rig.run('lua', 'test')).toBe(0);
  });

  test('only those are run that are asked for', async () => {
    const body = 'it("one", function() end)\nit("two", function() error("no") end)\nspec.skip("three", function() end)';
    write('improvements/some_spec.lua', asSpec(body));
    expect(await rig.run('lua', 'test', 'some', '--only', 'one')).toBe(0);
    expect(rig.out.at(-1)).toBe('1 passed, 0 failed');
  });

  test('a file without a spec, and a spec with an error, are said', async () => {
    write('improvements/bare.lua', 'return {}');
    expect(await rig.run('lua', 'test', 'bare')).toBe(1);
    expect(rig.errors.join()).toContain('bare_spec.lua is not there');
    write('improvements/broken_spec.lua', 'local = 1');
    expect(await rig.run('lua', 'test', 'broken')).toBe(1);
    expect(rig.errors.join()).toContain('broken_spec.lua:1:');
  });
});

describe('api', () => {
  test('prints the page, or what it says of a word', async () => {
    expect(await rig.run('lua', 'api')).toBe(0);
    const all = rig.out.length;
    rig.out.length = 0;
    expect(await rig.run('lua', 'api', 'worktree_add')).toBe(0);
    expect(rig.out.length).toBeLessThan(all / 10);
    expect(rig.out.join()).toContain('git.worktree_add(repository, path, branch)');
    expect(await rig.run('lua', 'api', 'flux capacitor')).toBe(1);
  });
});
