/** Modifiers by the names that people have for them, in the order in which keys are written: "Mod+Alt+Shift+D". */
const modifiers: readonly (readonly [name: string, names: readonly string[]])[] = [
  ['Mod', ['mod', 'ctrl', 'control', 'cmd', 'command']],
  ['Meta', ['meta', 'super', 'win']],
  ['Alt', ['alt', 'option']],
  ['Shift', ['shift']],
];

/** Names of keys as browsers have them: https://www.w3.org/TR/uievents-code/ */
const browserNames = [
  ...['Enter', 'Escape', 'Tab', 'Space', 'Backspace', 'Delete', 'Home', 'End', 'PageUp', 'PageDown', 'Insert'],
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
  ...['Comma', 'Period', 'Slash', 'Backslash', 'Minus', 'Equal', 'Backquote', 'BracketLeft', 'BracketRight'],
  ...['Semicolon', 'Quote'],
];

const otherNames: Readonly<Record<string, string>> = {
  ...{ up: 'ArrowUp', down: 'ArrowDown', left: 'ArrowLeft', right: 'ArrowRight' },
  ...{ esc: 'Escape', return: 'Enter', del: 'Delete' },
  ...{ ',': 'Comma', '.': 'Period', '/': 'Slash', '\\': 'Backslash', '-': 'Minus', '=': 'Equal', '`': 'Backquote' },
  ...{ '[': 'BracketLeft', ']': 'BracketRight', ';': 'Semicolon', "'": 'Quote' },
};

const named = new Map([
  ...browserNames.map((name) => [name.toLowerCase(), name] as const),
  ...Object.entries(otherNames),
]);

/** Every word that keys are written with, but letters, digits and signs. */
export const keyWords: readonly string[] = [
  ...modifiers.flatMap(([, names]) => names),
  ...[...named.keys()].filter((name) => name.length > 1),
  ...Array.from({ length: 12 }, (_, index) => `f${index + 1}`),
];

/**
 * Keys as the window names them: of "ctrl+shift+k" it is "Mod+Shift+K". Mod is Cmd on a Mac, otherwise Ctrl, and so are
 * ctrl and cmd. A single letter, digit or sign is pressed as it is typed; F keys may be by themselves, others only with Mod,
 * Meta or Alt, because people type with them. Undefined when the text names no such keys.
 */
export function keysNamed(text: string): string | undefined {
  if (/^[!-~]$/.test(text)) return text.toLowerCase();
  // The key itself may be a plus.
  const parts = text.toLowerCase().split('+');
  const key = parts.pop() ?? '';
  const held = modifiers.filter(([, names]) => parts.some((part) => names.includes(part))).map(([name]) => name);
  if (held.length < parts.length) return undefined;
  const name = nameOf(key, held);
  if (name === undefined || (!/^F\d+$/.test(name) && held.every((modifier) => modifier === 'Shift'))) return undefined;
  return [...held, name].join('+');
}

function nameOf(key: string, held: readonly string[]): string | undefined {
  // With Shift, browsers tell the sign above a digit; the place of the key is what stays.
  if (/^\d$/.test(key) && held.includes('Shift')) return `Digit${key}`;
  if (/^digit\d$/.test(key)) return `Digit${key.slice(-1)}`;
  if (/^([a-z\d]|f[1-9]|f1\d|f2[0-4])$/.test(key)) return key.toUpperCase();
  return named.get(key);
}

/** Reads `keys.map` of a file without running it: commands and keys, one line for each command. */
export function keysInTable(lua: string): readonly { readonly command: string; readonly keys: string }[] {
  return [...lua.matchAll(/^ {2}\["([\w.-]+)"\] = \{([^}]*)\}/gm)].flatMap(([, command = '', list = '']) =>
    [...list.matchAll(/"([^"]+)"/g)].flatMap(([, name = '']) => {
      const keys = keysNamed(name);
      return keys === undefined ? [] : [{ keys, command }];
    }),
  );
}
