import { expect, test } from 'vitest';
import { type Command, conflicts, keysOf } from '../../../src/renderer/commands';

const command = (id: string, ...keys: string[]): Command => ({ id, title: id, group: 'Test', keys, run() {} });
const split = command('split', 'Mod+Shift+D');
const close = command('close', 'Mod+Shift+W');

test('the person’s keys take the place of the usual ones, also none', () => {
  expect(keysOf(split, {})).toEqual(['Mod+Shift+D']);
  expect(keysOf(split, { split: ['F6'] })).toEqual(['F6']);
  expect(keysOf(split, { split: [] })).toEqual([]);
});

test('keys that several commands have are a conflict', () => {
  expect(conflicts([split, close], {}).size).toBe(0);
  expect([...conflicts([split, close], { close: ['Mod+Shift+D'] })]).toEqual([['Mod+Shift+D', [split, close]]]);
});
