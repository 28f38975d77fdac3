import { expect, test } from 'vitest';
import { shippedKeys } from '../../../../src/renderer/commands';
import { keyBindingsOf } from '../../../../src/renderer/features/lua/key-bindings';
import { usualWindow, windowAfter } from '../../../../src/renderer/features/lua/window';
import { registeredOf, stateOf } from './made-up';

const keymap = (name: string, keys: string, module: string) =>
  registeredOf(name, { kind: 'keymap', about: { keys }, module });
const key = (keys: string, module: string, about = {}, handler = 'h1') =>
  registeredOf(keys, { kind: 'key', about, module, handler });
const texts = (...registrations: Parameters<typeof keyBindingsOf>[0]) =>
  keyBindingsOf(registrations).map(({ keys, command, from }) => `${keys} ${command} ${from}`);

test('a person’s file says all keys of a command in place of the shipped one', () => {
  const shipped = keymap('window.palette', 'mod+shift+p f1', 'shipped.keybindings');
  expect(texts(shipped, keymap('window.palette', 'mod+k', 'user.keybindings'))).toEqual([
    'Mod+K window.palette user/keybindings.lua',
  ]);
  expect(texts(shipped, keymap('window.palette', '', 'user.keybindings'))).toEqual([]);
  expect(texts(shipped)).toEqual([
    'Mod+Shift+P window.palette default/keybindings.lua',
    'F1 window.palette default/keybindings.lua',
  ]);
});

test('one more key counts beside them, and more than those of lower layers', () => {
  expect(
    texts(
      keymap('window.palette', 'f1', 'default.keybindings'),
      key('f1', 'improvements.sly', {}, 'h2'),
      key('f1', 'user.a', { command: 'agents.start' }, 'h3'),
      key('f1', 'user.a', { command: 'who-waits' }, 'h4'),
    ),
  ).toEqual([
    'F1 lua.who-waits user/a.lua',
    'F1 agents.start user/a.lua',
    'F1 window.palette default/keybindings.lua',
    'F1 lua.f1 improvements/sly.lua',
  ]);
});

test('a command of Lua has the keys that it was registered with, unless they are said anew', () => {
  const own = registeredOf('quiet', { kind: 'command', about: { keys: 'mod+alt+q f7' }, module: 'user.a' });
  expect(texts(own)).toEqual(['Mod+Alt+Q lua.quiet user/a.lua', 'F7 lua.quiet user/a.lua']);
  expect(texts(own, keymap('quiet', 'f8', 'user.b'))).toEqual(['F8 lua.quiet user/b.lua']);
});

test('before Lua is known, and while the worker of trusted files is away, nobody loses the keys', () => {
  expect(windowAfter(usualWindow, undefined).bindings).toBe(shippedKeys);
  const known = windowAfter(usualWindow, stateOf({ registrations: [keymap('window.palette', 'f5', 'user.keys')] }));
  expect(known.bindings.map(({ keys }) => keys)).toEqual(['F5']);
  const away = stateOf({ registrations: [registeredOf('quiet', { domain: 'improvements.quiet' })] });
  expect(windowAfter(known, away)).toBe(known);
});
