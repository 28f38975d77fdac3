import { expect, test } from 'vitest';
import { keyOf } from '../../../../src/renderer/features/terminals/keys';

function check(keys: string) {
  const names = keys.split('+');
  return keyOf({
    code: names.at(-1) ?? '',
    ctrlKey: names.includes('Ctrl'),
    shiftKey: names.includes('Shift'),
    altKey: names.includes('Alt'),
    metaKey: names.includes('Cmd'),
  });
}

test.each([
  ['Ctrl+Shift+KeyC', 'copy'],
  ['Cmd+KeyC', 'copy'],
  ['Ctrl+Shift+KeyV', 'paste'],
  ['Cmd+KeyV', 'paste'],
  ['Ctrl+Shift+KeyF', 'find'],
  ['Cmd+KeyF', 'find'],
])('%s is ours: %s', (keys, does) => {
  expect(check(keys)).toBe(does);
});

test.each([
  'KeyC',
  'Ctrl+KeyC',
  'Ctrl+KeyV',
  'Ctrl+KeyF',
  'Shift+KeyC',
  'Alt+KeyF',
  'Ctrl+Alt+Shift+KeyC',
  'Ctrl+Shift+KeyA',
])('%s is for the program', (keys) => {
  expect(check(keys)).toBe(undefined);
});
