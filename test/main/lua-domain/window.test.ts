import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keysInTable, keysNamed } from '../../../src/shared/vocabulary';
import { openTestDomain, type TestDomain } from '../../fixtures/lua-domain';

const said = ({ registrations }: TestDomain) => registrations.map(({ kind, name, about }) => [kind, name, about]);

test('keys of commands are said in a table, and one by one', async () => {
  const lua = await openTestDomain();
  lua.load({
    a: `keys.map { ["window.palette"] = { "mod+shift+p", "f1" }, ["agents.start"] = "f2", ["agents.kill"] = {} }
      keys.map { ["agents.start"] = "f3" }
      keys.bind("f9", "window.lua")`,
  });
  expect(said(lua)).toEqual([
    ['keymap', 'agents.kill', { keys: '' }],
    ['keymap', 'window.palette', { keys: 'mod+shift+p f1' }],
    ['keymap', 'agents.start', { keys: 'f3' }],
    ['key', 'f9', { command: 'window.lua' }],
  ]);
});

test.each([
  ['keys.map { ["window.palette"] = "mod+shft+p" }', 'did you mean "mod+shift+p"?'],
  ['keys.map { ["window.palette"] = { "f1", 3 } }', 'keys are a text, or a list of texts'],
  ['keys.bind("enter", print)', 'is for typing: add ctrl or alt'],
  ['keys.bind("hyper+super+x+y", print)', 'names no keys: they are written as'],
  ['keys.bind("f9", 3)', 'must be a function'],
  ['commands.register("x", print, { titel = "X" })', 'there is no option "titel" here'],
  ['commands.register("x", print, { keys = "ctr+alt+k" })', 'did you mean "ctrl+alt+k"?'],
  ['commands.change("x", { hidden = 1 })', 'hidden must be a boolean'],
])('%s is refused, and where', async (code, message) => {
  const lua = await openTestDomain();
  const reply = lua.load({ a: `\n${code}` });
  expect(reply).toMatchObject({ ok: false, problem: { path: '/lua/a.lua', line: 2 } });
  expect(JSON.stringify(reply)).toContain(JSON.stringify(message).slice(1, -1));
});

test('what is said of a command is changed while the app runs, and goes with its file', async () => {
  const lua = await openTestDomain();
  lua.load({ a: 'commands.change("theme.light", { hidden = true, title = "Sun" })' });
  expect(lua.eval('commands.change("x", { enabled = false }) commands.change("x", { title = "X" })')).toBe('');
  expect(said(lua)).toEqual([
    ['entry', 'theme.light', { hidden: true, title: 'Sun' }],
    ['entry', 'x', { enabled: false, title: 'X' }],
  ]);
  lua.load({ a: '' });
  expect(said(lua)).toHaveLength(1);
});

test('a key that stands for a command of Lua does what that does', async () => {
  const lua = await openTestDomain();
  lua.load({
    a: 'commands.register("hello", function() print("hello") end) keys.bind("f9", "hello") keys.bind("f8", "window.lua")',
  });
  const run = (key: string) => {
    const handler = lua.registrations.find(({ name }) => name === key)?.handler ?? '';
    return lua.ask((id) => ({ type: 'call', id, handler, args: [] }));
  };
  expect(run('f9')).toMatchObject({ ok: true });
  expect(lua.logs).toEqual(['info a: hello']);
  expect(run('f8')).toMatchObject({ ok: false, problem: { message: 'only a window can run "window.lua"' } });
});

test('the window reads off the shipped file what Lua makes of it', async () => {
  const text = readFileSync(join(import.meta.dirname, '../../../lua/default/keybindings.lua'), 'utf8');
  const lua = await openTestDomain();
  expect(lua.load({ 'default.keybindings': text })).toMatchObject({ ok: true });
  const keys = lua.registrations.flatMap(({ name, about }) =>
    String(about.keys)
      .split(' ')
      .flatMap((each) => (each === '' ? [] : `${keysNamed(each)} ${name}`)),
  );
  expect(keys.sort()).toEqual(
    keysInTable(text)
      .map(({ keys: each, command }) => `${each} ${command}`)
      .sort(),
  );
});
