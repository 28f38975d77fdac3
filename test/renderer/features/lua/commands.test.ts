import { expect, test, vi } from 'vitest';
import { commandsOf, keysOfLua, luaCommands } from '../../../../src/renderer/features/lua/commands';
import { registeredOf } from './made-up';

test.each([
  ['ctrl+shift+k', 'Mod+Shift+K'],
  ['Shift+Ctrl+K', 'Mod+Shift+K'],
  ['cmd+1', 'Mod+1'],
  ['alt+up', 'Alt+ArrowUp'],
  ['f9', 'F9'],
  ['ctrl+esc', 'Mod+Escape'],
  ['k', 'k'],
  ['hyper+k', undefined],
  ['ctrl+', undefined],
  ['ctrl+kk', undefined],
])('Lua’s key %s is the window’s %s', (text, expected) => {
  expect(keysOfLua(text)).toBe(expected);
});

test('the palette gets commands and keys that are on, each name once', () => {
  const commands = commandsOf([
    registeredOf('agent_created'),
    registeredOf('quiet', { kind: 'command', about: { title: 'Quiet until tomorrow', keys: 'ctrl+alt+q' } }),
    registeredOf('quiet', { kind: 'command', about: { title: 'Another of this name' } }),
    registeredOf('bare', { kind: 'command' }),
    registeredOf('off', { kind: 'command', enabled: false }),
    registeredOf('ctrl+shift+u', { kind: 'key', about: { title: 'Next layout' } }),
  ]);
  const run = vi.fn();
  const shown = luaCommands(commands, run);
  expect(shown.map(({ id, title, keys }) => [id, title, keys])).toEqual([
    ['lua.quiet', 'Quiet until tomorrow', ['Mod+Alt+Q']],
    ['lua.bare', 'bare', []],
    ['lua.ctrl+shift+u', 'Next layout', ['Mod+Shift+U']],
  ]);
  shown[0]?.run();
  expect(run).toHaveBeenCalledExactlyOnceWith('quiet');
});
