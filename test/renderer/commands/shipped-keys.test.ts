import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { conflicts, keysOf, shippedKeys, shippedKeysFile } from '../../../src/renderer/commands';
import { windowCommands } from '../../../src/shared/vocabulary';

const text = readFileSync(join(import.meta.dirname, '../../../lua', shippedKeysFile), 'utf8');
const commands = windowCommands.map((id) => ({ id, title: id, group: '', run() {} }));

test('the shipped keys are read off the shipped file', () => {
  expect(keysOf({ id: 'window.palette' }, shippedKeys)).toEqual(['Mod+Shift+P', 'F1']);
  expect(keysOf({ id: 'terminal.zoom-reset' }, shippedKeys)).toEqual(['Mod+Shift+Digit0']);
});

test('the file has every command that there is, and no two have the same keys', () => {
  // Views have the keys of their places in the sidebar.
  const named = [...text.matchAll(/^ {2}\["(.*)"\] =|(window\.(?!view)\w+)(?=[, ])/gm)].map(
    ([, name, view]) => name ?? view,
  );
  expect(named.sort()).toEqual([...windowCommands].sort());
  expect([...conflicts(commands, shippedKeys).keys()]).toEqual([]);
});

test('no command of agents and terminals takes a key that shells and agents need', () => {
  for (const { command, keys } of shippedKeys)
    if (!command.startsWith('window.')) expect(keys).toMatch(/^Mod\+(Alt\+)?Shift\+/);
});
