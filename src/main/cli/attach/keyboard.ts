import { fail, ok, type Result } from '../../../shared/result';
import { joined } from './bytes';

/** A key with Ctrl, by the byte that it types (0x00 to 0x1f). */
export interface DetachKey {
  readonly name: string;
  readonly byte: number;
}

export const usualDetachKey: DetachKey = { name: 'Ctrl-\\', byte: 0x1c };

/** Reads "ctrl-\", "Ctrl+]", "^a". Not the keys that type Escape, Tab, Enter or begin every other one. */
export function parseDetachKey(text: string): Result<DetachKey, 'no-key'> {
  const [, key] = /^(?:ctrl[-+]|\^)([a-hkln-z@\\\]^_])$/i.exec(text) ?? [];
  if (key === undefined)
    return fail('no-key', 'A detach key is a key with Ctrl, such as "ctrl-]" or "ctrl-a"; not i, j or m.');
  const upper = key.toUpperCase();
  return ok({ name: `Ctrl-${upper}`, byte: upper.charCodeAt(0) & 0x1f });
}

/** What was typed. */
export interface Typed {
  /** For the program: what came before the key, without word of the focus. */
  readonly bytes: Uint8Array;
  /** The key was there. */
  readonly detach: boolean;
  /** What came after it. */
  readonly rest: Uint8Array;
  /** The terminal got or lost the focus (DECSET 1004). */
  readonly focus: boolean | undefined;
}

/**
 * Looks for the key in what is typed: as its byte, or as terminals write it while a program has asked for keys in full
 * (modifyOtherKeys of xterm, the protocol of kitty). In a marked paste nothing is a key.
 * @param wantsFocus whether the program is to hear of the focus, too
 */
export function createKeyboard({ byte }: DetachKey, wantsFocus: () => boolean): (input: Uint8Array) => Typed {
  const letter = String.fromCharCode(byte + 0x40).toLowerCase();
  const code = letter.charCodeAt(0);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const pattern = /\u001b\[(?:(\d+)(?::\d*)*;5(?::1)?u|27;5;(\d+)~|(20[01])~|([IO]))|[\u0000-\u001f]/g;
  let inPaste = false;
  return (input) => {
    const parts: Uint8Array[] = [];
    let from = 0;
    let focus: boolean | undefined;
    for (const { 0: found, 1: kitty, 2: xterm, 3: paste, 4: turn, index } of latin(input).matchAll(pattern)) {
      if (paste) inPaste = paste === '200';
      if (inPaste) continue;
      if (turn) {
        focus = turn === 'I';
        if (wantsFocus()) continue;
        parts.push(input.subarray(from, index));
        from = index + found.length;
      }
      const isKey = found.length === 1 ? found.charCodeAt(0) === byte : Number(kitty ?? xterm) === code;
      if (isKey)
        return {
          bytes: joined([...parts, input.subarray(from, index)]),
          detach: true,
          focus,
          rest: input.subarray(index + found.length),
        };
    }
    return { bytes: joined([...parts, input.subarray(from)]), detach: false, focus, rest: nothing };
  };
}

const nothing = new Uint8Array();

function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
