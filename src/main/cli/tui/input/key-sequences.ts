import { keysNamed } from '../../../../shared/vocabulary';
import type { KeyPress } from './input';

/** Keys by the last letter of their sequence. https://invisible-island.net/xterm/ctlseqs/ctlseqs.html */
const byFinal: Readonly<Record<string, string>> = {
  ...{ A: 'ArrowUp', B: 'ArrowDown', C: 'ArrowRight', D: 'ArrowLeft', H: 'Home', F: 'End' },
  ...{ P: 'F1', Q: 'F2', R: 'F3', S: 'F4', Z: 'Tab', M: 'Enter' },
};

const byNumber: Readonly<Record<number, string>> = {
  ...{ 1: 'Home', 2: 'Insert', 3: 'Delete', 4: 'End', 5: 'PageUp', 6: 'PageDown', 7: 'Home', 8: 'End' },
  ...{ 11: 'F1', 12: 'F2', 13: 'F3', 14: 'F4', 15: 'F5', 17: 'F6', 18: 'F7', 19: 'F8', 20: 'F9', 21: 'F10' },
  ...{ 23: 'F11', 24: 'F12' },
};

const byControl: Readonly<Record<number, string>> = { 0: ' ', 8: 'Backspace', 9: 'Tab', 13: 'Enter', 27: 'Escape' };

/** The key of a sequence "ESC [ parameters final"; undefined when it is none that has a name. */
export function keyOfSequence(raw: string, parameters: string, final: string): KeyPress | undefined {
  const [number = 1, modifiers = 1] = parameters.split(';').map((part) => Number(part.split(':')[0]) || 1);
  const key = final === '~' ? byNumber[number] : final === 'u' ? keyOfCode(number) : byFinal[final];
  if (key === undefined) return undefined;
  const held = modifiers - 1;
  const shift = (held & 1) !== 0 || final === 'Z';
  return { type: 'key', key, shift, alt: (held & 2) !== 0, ctrl: (held & 4) !== 0, raw };
}

/** The key of a character, of one after Escape (Alt), or of ESC O. */
export function keyOfText(raw: string): KeyPress {
  const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
    ...{ type: 'key', key, ctrl: false, alt: false, shift: false, ...held, raw },
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const [, keypad] = /^\u001bO(.)$/.exec(raw) ?? [];
  if (keypad !== undefined) return press(byFinal[keypad] ?? keypad);
  const alt = raw.length > 1 && raw.startsWith('\u001b');
  const text = alt ? raw.slice(1) : raw;
  const code = text.codePointAt(0) ?? 0;
  if (code === 0x7f) return press('Backspace', { alt });
  if (code >= 0x20) return press(text, { alt, shift: /^[A-Z]$/.test(text) });
  const named = byControl[code];
  if (named !== undefined) return press(named, { alt, ctrl: code === 0 });
  return press(String.fromCharCode(code + (code <= 26 ? 0x60 : 0x40)), { alt, ctrl: true });
}

/** By its code in kitty's protocol: the character's. */
function keyOfCode(code: number): string | undefined {
  if (code === 127) return 'Backspace';
  return byControl[code] ?? (code >= 32 && code < 0xe000 ? String.fromCodePoint(code) : undefined);
}

/** What was pressed, as the keys of commands are named: "Mod+K", "Alt+Enter", "F5", "?". */
export function nameOfKeys({ key, ctrl, alt, shift }: KeyPress): string | undefined {
  if (key.length === 1 && key !== ' ' && !ctrl && !alt) return key;
  const parts = [...(ctrl ? ['mod'] : []), ...(alt ? ['alt'] : []), ...(shift ? ['shift'] : [])];
  return keysNamed([...parts, key === ' ' ? 'space' : key].join('+'));
}

/** Whether keys were pressed that type a character. */
export function isTyping({ key, ctrl, alt }: KeyPress): boolean {
  return !ctrl && !alt && [...key].length === 1;
}
