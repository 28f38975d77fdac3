import { expect, test } from 'vitest';
import { keysNamed } from '../../../src/shared/vocabulary';

test.each([
  ['ctrl+shift+k', 'Mod+Shift+K'],
  ['Shift+Ctrl+K', 'Mod+Shift+K'],
  ['mod+alt+shift+left', 'Mod+Alt+Shift+ArrowLeft'],
  ['cmd+1', 'Mod+1'],
  ['mod+shift+1', 'Mod+Shift+Digit1'],
  ['mod+shift+digit0', 'Mod+Shift+Digit0'],
  ['mod+shift+=', 'Mod+Shift+Equal'],
  ['alt+up', 'Alt+ArrowUp'],
  ['f9', 'F9'],
  ['shift+f12', 'Shift+F12'],
  ['ctrl+esc', 'Mod+Escape'],
  ['K', 'k'],
  ['?', '?'],
  ['hyper+k', undefined],
  ['ctrl+', undefined],
  ['ctrl+kk', undefined],
  ['f99', undefined],
  // People type with them.
  ['enter', undefined],
  ['shift+enter', undefined],
  ['shift+a', undefined],
])('the keys %s are the window’s %s', (text, expected) => {
  expect(keysNamed(text)).toBe(expected);
});
