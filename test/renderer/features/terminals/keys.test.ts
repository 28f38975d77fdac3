import { expect, test } from 'vitest';
import { handleKey } from '../../../../src/renderer/features/terminals/keys';

const nothing = { hasSelection: () => false, getSelection: () => '' };

function press(keys: string): { toTerminal: boolean; prevented: boolean } {
  const names = keys.split('+');
  let prevented = false;
  const event = {
    type: 'keydown',
    code: names.at(-1),
    ctrlKey: names.includes('Ctrl'),
    shiftKey: names.includes('Shift'),
    altKey: names.includes('Alt'),
    metaKey: names.includes('Cmd'),
    preventDefault: () => {
      prevented = true;
    },
  };
  return { toTerminal: handleKey(event as unknown as KeyboardEvent, nothing), prevented };
}

test.each(['Ctrl+Digit1', 'Ctrl+Digit4', 'Cmd+Digit2', 'Ctrl+Shift+KeyV', 'Ctrl+Shift+KeyC'])(
  '%s is not for the program',
  (keys) => {
    expect(press(keys).toTerminal).toBe(false);
  },
);

test.each(['KeyA', 'Digit1', 'Ctrl+KeyC', 'Ctrl+KeyV', 'Ctrl+Digit5', 'Alt+Digit1', 'Ctrl+Alt+Digit1', 'Shift+KeyC'])(
  '%s is for the program',
  (keys) => {
    expect(press(keys)).toEqual({ toTerminal: true, prevented: false });
  },
);

test('Ctrl+Shift+C does not open the browser’s tools, Ctrl+Shift+V is left for it to paste', () => {
  expect(press('Ctrl+Shift+KeyC').prevented).toBe(true);
  expect(press('Ctrl+Shift+KeyV').prevented).toBe(false);
});
