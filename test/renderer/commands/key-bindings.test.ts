import { expect, test } from 'vitest';
import { type Command, conflicts, type KeyBindings, keysOf, withChosen } from '../../../src/renderer/commands';
import { commandOf } from '../../../src/renderer/commands/use-command-keys';

const command = (id: string, enabled = true): Command => ({
  ...{ id, title: id, group: 'Test', enabled: () => enabled },
  run() {},
});
const split = command('split');
const close = command('close');
const from = 'user/keybindings.lua';
const bindings: KeyBindings = [
  { keys: 'Mod+Shift+D', command: 'split', from },
  { keys: 'F6', command: 'split', from },
  { keys: 'Mod+Shift+W', command: 'close', from },
];

test('what the person chose takes the place of what Lua says, also none', () => {
  expect(keysOf(split, bindings)).toEqual(['Mod+Shift+D', 'F6']);
  expect(keysOf(split, withChosen(bindings, { split: ['F7'] }))).toEqual(['F7']);
  expect(keysOf(split, withChosen(bindings, { split: [] }))).toEqual([]);
  expect(keysOf(close, withChosen(bindings, { split: [] }))).toEqual(['Mod+Shift+W']);
});

test('keys that several commands have are a conflict', () => {
  expect(conflicts([split, close], bindings).size).toBe(0);
  const both = withChosen(bindings, { close: ['Mod+Shift+D'] });
  expect([...conflicts([split, close], both)]).toEqual([['Mod+Shift+D', [split, close]]]);
});

test('of the commands that have the same keys the first binding whose command is there and can be done counts', () => {
  const event = { key: 'F6', code: 'F6', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: null };
  const all: KeyBindings = ['gone', 'off', 'close', 'split'].map((id) => ({ keys: 'F6', command: id, from }));
  const commands = [split, close, command('off', false)];
  expect(commandOf(event as unknown as KeyboardEvent, commands, all)).toBe(close);
});
