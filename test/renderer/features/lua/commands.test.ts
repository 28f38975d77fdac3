import { expect, test, vi } from 'vitest';
import { changesOf, commandsOf, luaCommands } from '../../../../src/renderer/features/lua/commands';
import { registeredOf } from './made-up';

const command = (name: string, about = {}, more = {}) => registeredOf(name, { kind: 'command', about, ...more });
const entry = (name: string, about: object, module = 'user.x') =>
  registeredOf(name, { kind: 'entry', about: { ...about }, module });

test('the palette gets commands, and functions on keys, that are on, each name once', () => {
  const commands = commandsOf([
    registeredOf('agent_created'),
    command('quiet', { title: 'Quiet until tomorrow', group: 'Nights' }),
    command('quiet', { title: 'Another of this name' }),
    command('bare'),
    command('off', {}, { enabled: false }),
    registeredOf('ctrl+shift+u', { kind: 'key', about: { title: 'Next layout' } }),
    registeredOf('f9', { kind: 'key', about: { command: 'window.palette' } }),
  ]);
  const run = vi.fn();
  const shown = luaCommands(commands, run);
  expect(shown.map(({ id, title, group }) => [id, title, group])).toEqual([
    ['lua.quiet', 'Quiet until tomorrow', 'Nights'],
    ['lua.bare', 'bare', 'Lua'],
    ['lua.ctrl+shift+u', 'Next layout', 'Lua'],
  ]);
  shown[0]?.run();
  expect(run).toHaveBeenCalledExactlyOnceWith('quiet');
});

test('what Lua says of its commands may change: whether they can be done, their names, whether they are shown', () => {
  const [first] = luaCommands(commandsOf([command('a', { enabled: false }), entry('a', { title: 'A' })]), vi.fn());
  expect([first?.title, first?.enabled?.()]).toEqual(['A', false]);
  const [later] = luaCommands(commandsOf([command('a', { enabled: false }), entry('a', { enabled: true })]), vi.fn());
  expect(later?.enabled?.()).toBe(true);
});

test('commands of the window get other names or are hidden, but not by improvements', () => {
  const improvement = 'improvements.sly';
  const registrations = [
    command('mine', {}, { module: improvement }),
    entry('mine', { title: 'Its own' }, improvement),
    entry('agents.remove', { title: 'Show details' }, improvement),
    entry('theme.light', { hidden: true }),
    entry('no.such', { hidden: true }),
  ];
  expect(changesOf(registrations)).toEqual([{ command: 'theme.light', hidden: true }]);
  expect(commandsOf(registrations)[0]?.title).toBe('Its own');
});
