import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createRuleCommands } from '../../../../src/renderer/features/rules/list/commands';
import type { RulesTab } from '../../../../src/renderer/features/rules/store';
import { openFake, settled } from './fake-rules';

function openList(text: string) {
  const { fake, source, changes, editor, textEditor } = openFake(text);
  const tab = createStore<RulesTab>(() => 'rules');
  return {
    fake,
    commands: createRuleCommands({ source, changes, editor, text: textEditor, tab, setPaused: async () => {} }),
  };
}

test('a rule that is moved before the file has been read is moved all the same', async () => {
  const { fake, commands } = openList('a 1\nb 2\nc 3');
  commands.move('b', -1);
  await settled();
  expect(fake.text).toBe('b 2\na 1\nc 3');
});

test('each move finds the list as the one before has left it', async () => {
  const { fake, commands } = openList('a 1\nb 2\nc 3');
  commands.move('a', 1);
  commands.move('a', 1);
  await commands.moveTo('a', 'c');
  expect(fake.text).toBe('b 2\na 1\nc 3');
});

test('the first does not move up, nor the last down', async () => {
  const { fake, commands } = openList('a 1\nb 2');
  commands.move('a', -1);
  await commands.moveTo('b', 'b');
  commands.move('b', 1);
  await settled();
  expect(fake.changes).toEqual([]);
});
