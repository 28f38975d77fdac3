import { beforeEach, describe, expect, test } from 'vitest';
import type { LuaRun } from '../../../src/main/ports';
import type { LuaValue } from '../../../src/shared/vocabulary';
import { openTestDomain, type TestDomain } from '../../fixtures/lua-domain';

let lua: TestDomain;
beforeEach(async () => {
  lua = await openTestDomain();
});

const owner = 'rules.make#run-1';
const about = { command: 'make all', pid: 7 };

const run = (what: LuaRun['what'], more: Partial<LuaRun> = {}) =>
  lua.ask((id) => ({ type: 'act', id, run: { owner, about, what, ...more } }));
const code = (text: string, more: Partial<LuaRun> = {}) => run({ path: '/home/config.toml', text }, more);
const finish = (args: readonly LuaValue[] = [{ code: 2 }, 30], name = owner) =>
  lua.ask((id) => ({ type: 'finish', id, owner: name, args }));

describe('Code of a rule', () => {
  test('finds what it is for in viberot, and logs under the name of its run', () => {
    expect(code('viberot.log(viberot.command, viberot.pid)')).toEqual({ ok: true, value: false });
    expect(lua.logs).toEqual([`info ${owner}: make all 7`]);
  });

  test('is told of the end of the command in the order in which it has asked for that', () => {
    const begun = code(`
      viberot.on_finish(function(exit, ms) viberot.log('first', exit.code, ms) end)
      viberot.on_finish(function(exit) viberot.log('second', exit.code) end)`);
    expect(begun).toEqual({ ok: true, value: true });
    expect(finish()).toEqual({ ok: true, value: undefined });
    expect(lua.logs.map((line) => line.split(': ')[1])).toEqual(['first 2 30', 'second 2']);
    expect(finish()).toMatchObject({ ok: false, problem: { message: 'The run was ended before.' } });
  });

  test('has globals of its own, each time anew', () => {
    code('seen = (seen or 0) + 1 viberot.log(seen)');
    code('seen = (seen or 0) + 1 viberot.log(seen)', { owner: 'rules.make#run-2' });
    expect(lua.logs.map((line) => line.split(': ')[1])).toEqual(['1', '1']);
  });

  test('requires what is loaded, and loads what nobody has needed so far', () => {
    lua.load({ 'core.words': 'return { word = "hello" }', 'user.a': 'return { n = 1 }' }, { start: ['user.a'] });
    code('viberot.log(require("core.words").word, require("user.a").n)');
    expect(lua.logs.at(-1)).toBe(`info ${owner}: hello 1`);
    expect(code('require("core.none")')).toMatchObject({
      problem: { message: "module 'core.none' not found", path: '/home/config.toml', line: 1 },
    });
  });

  test.each([
    ['an error', '\n\nlocal x = nil + 1', { line: 3, message: 'attempt to perform arithmetic on a nil value' }],
    ['a value as error', '\nerror({})', { line: 2, message: 'an error value that is a table' }],
    ['no Lua', '\nlocal =', { line: 2, message: "<name> expected near '='" }],
    ['a loop', 'while true do end', { line: 1, message: 'it ran for more than 200 ms and was stopped' }],
    ['a loop in pcall', 'pcall(function() while true do end end)', { message: expect.stringContaining('200 ms') }],
  ])('that fails says where in the file: %s', (_, text, problem) => {
    expect(code(text)).toMatchObject({ ok: false, problem: { path: '/home/config.toml', ...problem } });
    expect(finish(), 'nothing is left').toMatchObject({ ok: false });
  });

  test('long paths are named as well', () => {
    const path = `/home/${'folder/'.repeat(20)}tidy.lua`;
    expect(run({ path, text: '\nerror("no")' })).toMatchObject({ problem: { path, line: 2, message: 'no' } });
  });

  test('may await', () => {
    expect(code('viberot.log(#hub.agents())')).toBeUndefined();
    lua.send({ type: 'settle', id: lua.calls[0]?.id ?? 0, ok: true, value: [1, 2] });
    expect(lua.logs).toEqual([`info ${owner}: 2`]);
  });

  test('that is ended while it waits is not gone on with', () => {
    code('hub.agents() viberot.log("gone on")');
    lua.send({ type: 'abandon', owner });
    expect(lua.told).toContainEqual(
      expect.objectContaining({ type: 'reply', reply: expect.objectContaining({ ok: false }) }),
    );
    lua.send({ type: 'settle', id: lua.calls[0]?.id ?? 0, ok: true, value: [] });
    expect(lua.logs).toEqual([]);
  });

  test('one function that fails keeps none of the others from being told', () => {
    code('viberot.on_finish(function() error("first") end) viberot.on_finish(function() viberot.log("second") end)');
    expect(finish()).toMatchObject({ ok: false, problem: { message: 'first', line: 1 } });
    expect(lua.logs).toEqual([`info ${owner}: second`]);
  });
});

describe('What a run registers', () => {
  const registering = `
    timer.every(60000, function() end)
    events.on('agent_lifecycle', function() viberot.log('heard') end)
    hooks.disable('filter_notification', 'quiet')`;

  test('lasts as long as the command, and goes with it', () => {
    lua.load({ 'user.quiet': `hooks.intercept('filter_notification', 'quiet', function(n) return n end)` });
    expect(code(registering)).toEqual({ ok: true, value: true });
    expect(lua.registrations.map(({ kind, enabled }) => [kind, enabled])).toEqual([
      ['intercept', false],
      ['timer', true],
      ['event', true],
    ]);
    lua.emit('agent_lifecycle');
    expect(lua.logs).toEqual([`info ${owner}: heard`]);
    finish();
    expect(lua.registrations.map(({ kind, enabled }) => [kind, enabled])).toEqual([['intercept', true]]);
  });

  test('goes as well when the run is abandoned, or fails', () => {
    code(registering);
    lua.send({ type: 'abandon', owner });
    code(`${registering} error('no')`, { owner: 'rules.make#run-2' });
    expect(lua.registrations).toEqual([]);
  });

  test('many runs leave nothing', () => {
    for (let n = 0; n < 200; n++) {
      code('timer.after(60000, function() end) viberot.on_finish(function() end)', { owner: `rules.make#run-${n}` });
      finish([{}], `rules.make#run-${n}`);
    }
    expect(lua.registrations).toEqual([]);
    expect(lua.failures).toEqual([]);
  });
});

describe('An action that a file has registered', () => {
  const handlerOf = (name: string) => lua.registrations.find((each) => each.name === name)?.handler ?? '';

  test('gets the run, counts its calls, and is told of the end', () => {
    lua.load({
      'user.tidy': `actions.register('tidy', function(run)
        run.log(run.command)
        run.on_finish(function(exit) run.log('ended', exit.code) end)
      end)`,
    });
    expect(run({ handler: handlerOf('tidy') })).toEqual({ ok: true, value: true });
    finish();
    expect(lua.logs).toEqual([`info ${owner}: make all`, `info ${owner}: ended 2`]);
    const stats = lua.ask((id) => ({ type: 'stats', id }));
    expect(stats).toMatchObject({ value: { handlers: [{ handler: handlerOf('tidy'), calls: 1, errors: 0 }] } });
  });

  test('that fails names its file', () => {
    lua.load({ 'user.tidy': `\nactions.register('tidy', function() error('no') end)` });
    expect(run({ handler: handlerOf('tidy') })).toMatchObject({
      problem: { message: 'no', line: 2, module: 'user.tidy', path: expect.stringContaining('user') },
    });
  });

  test('that is gone is told', () => {
    expect(run({ handler: 'h9' })).toMatchObject({ problem: { message: 'The action is not there any more.' } });
  });
});

test.each([
  ['return 1', { ok: true }],
  ['\n\nreturn return', { ok: false, problem: { path: '/home/tidy.lua', line: 3 } }],
  ['\u001bLua', { ok: false }],
])('A text is compiled without being run: %j', (text, outcome) => {
  expect(lua.ask((id) => ({ type: 'compile', id, path: '/home/tidy.lua', text }))).toMatchObject(outcome);
});
