import { expect, test } from 'vitest';
import { capsOf, isPressed, keysPressed } from '../../../src/renderer/commands';

type Modifier = 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey';

function press(key: string, code: string, ...modifiers: Modifier[]) {
  const held = new Set(modifiers);
  return {
    ...{ key, code },
    ...{ ctrlKey: held.has('ctrlKey'), metaKey: held.has('metaKey') },
    ...{ altKey: held.has('altKey'), shiftKey: held.has('shiftKey') },
  };
}

test.each([
  ['Mod+Shift+D', press('D', 'KeyD', 'ctrlKey', 'shiftKey'), true],
  ['Mod+Shift+D', press('d', 'KeyD', 'ctrlKey'), false],
  ['Mod+Shift+D', press('D', 'KeyD', 'ctrlKey', 'shiftKey', 'altKey'), false],
  ['Alt+ArrowLeft', press('ArrowLeft', 'ArrowLeft', 'altKey'), true],
  ['Mod+Shift+Backslash', press('|', 'Backslash', 'ctrlKey', 'shiftKey'), true],
  ['F2', press('F2', 'F2'), true],
  ['?', press('?', 'Slash', 'shiftKey'), true],
  ['/', press('/', 'Digit7', 'shiftKey'), true],
  ['/', press('/', 'Slash', 'ctrlKey'), false],
  ['3', press('3', 'Digit3'), true],
])('%s is pressed (%#)', (keys, event, expected) => {
  expect(isPressed(keys, event)).toBe(expected);
});

test.each([
  [press('d', 'KeyD', 'ctrlKey'), 'Mod+D'],
  [press('|', 'Backslash', 'ctrlKey', 'shiftKey'), 'Mod+Shift+Backslash'],
  [press('!', 'Digit1', 'altKey', 'shiftKey'), 'Alt+Shift+Digit1'],
  [press('9', 'Digit9', 'ctrlKey', 'shiftKey'), 'Mod+Shift+Digit9'],
  [press('ArrowUp', 'ArrowUp', 'altKey'), 'Alt+ArrowUp'],
  [press('F8', 'F8'), 'F8'],
  [press('Control', 'ControlLeft', 'ctrlKey'), undefined],
  [press('d', 'KeyD'), undefined],
  [press('D', 'KeyD', 'shiftKey'), undefined],
])('what was pressed has a name, unless it is for typing (%#)', (event, keys) => {
  expect(keysPressed(event, false)).toBe(keys);
  if (keys !== undefined) expect(isPressed(keys, event)).toBe(true);
});

test('on a Mac the command key is the usual modifier, and Ctrl another one', () => {
  expect(keysPressed(press('k', 'KeyK', 'metaKey'), true)).toBe('Mod+K');
  expect(keysPressed(press('k', 'KeyK', 'ctrlKey'), true)).toBe('Control+K');
  expect(keysPressed(press('˚', 'KeyK', 'altKey'), true)).toBe('Alt+K');
  expect(capsOf('Mod+Shift+K', true)).toBe('⌘ ⇧ K');
  expect(capsOf('Mod+Alt+ArrowLeft', false)).toBe('Ctrl Alt ←');
});
