import { cutCharacterBytes } from '../../../shared/utf8';
import type { Sink } from './turns';

/**
 * Gives an xterm whole UTF-8 characters only: its decoder loses U+2000 to U+203F (dashes, quotes, bullets) when they are
 * cut after their second byte. What was cut waits for the rest.
 */
export function wholeCharacters(sink: Sink): Sink {
  let held: Uint8Array = new Uint8Array();
  return (bytes, onParsed) => {
    const all = held.length === 0 ? bytes : joined(held, bytes);
    const cut = cutCharacterBytes(all);
    // A copy, as the bytes may be a part of a long frame.
    held = all.slice(all.length - cut);
    sink(all.subarray(0, all.length - cut), onParsed);
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
