type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const onMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

/** Whether the keys "Mod+Shift+D" were pressed. A single character ("?") counts however the keyboard makes it. */
export function isPressed(keys: string, event: Pressed): boolean {
  if (keys.length === 1) return event.key === keys && !(event.ctrlKey || event.metaKey || event.altKey);
  return keysPressed(event) === keys;
}

const modifierKeys = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process']);

/**
 * What was pressed, as keys of a command, with the modifiers always in the same order: Mod, Control or Meta, Alt, Shift.
 * Undefined while only modifiers are held, or it has none and is for typing.
 */
export function keysPressed(event: Pressed, mac = onMac): string | undefined {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (modifierKeys.has(key)) return undefined;
  const mod = mac ? metaKey : ctrlKey;
  if (!ctrlKey && !metaKey && !altKey && !/^F\d+$/.test(key)) return undefined;
  const parts = [
    ...(mod ? ['Mod'] : []),
    ...(mac && ctrlKey ? ['Control'] : []),
    ...(!mac && metaKey ? ['Meta'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey ? ['Shift'] : []),
  ];
  // With Shift some keyboards make a sign of a digit, others a digit of a sign.
  const name = shiftKey && /^Digit\d$/.test(code) ? code : nameOf(key, code);
  return [...parts, name].join('+');
}

/** Letters and digits by what is printed on them, others by their place: with Shift, or Alt on a Mac, they have another name. */
function nameOf(key: string, code: string): string {
  if (/^[a-z\d]$/i.test(key)) return key.toUpperCase();
  return key.length === 1 ? code.replace(/^Key/, '') : key;
}

const caps: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backslash: '\\',
  Minus: '-',
  Equal: '=',
  Backquote: '`',
  BracketLeft: '[',
  BracketRight: ']',
  Semicolon: ';',
  Quote: "'",
  Space: 'Space',
};
const macCaps: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Control: '⌃' };
const otherCaps: Readonly<Record<string, string>> = { Mod: 'Ctrl', Control: 'Ctrl' };

/** The keys as caps, separated by spaces: "Ctrl Shift D". */
export function capsOf(keys: string, mac = onMac): string {
  const names = mac ? macCaps : otherCaps;
  return keys
    .split('+')
    .map((key) => names[key] ?? caps[key] ?? key.replace(/^Digit/, ''))
    .join(' ');
}
