import { expect, test } from 'vitest';
import { wholeCharacters } from '../../../../src/renderer/features/terminals/whole-characters';

const text = 'a — “b” • é 漢 🙂\u{10ffff} z';
const bytes = new TextEncoder().encode(text);

/** Reads each piece by itself, and refuses those that begin or end within a character. */
function reader() {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let read = '';
  let parsed = 0;
  const sink = wholeCharacters((piece, onParsed) => {
    read += decoder.decode(piece);
    onParsed();
  });
  return { write: (piece: Uint8Array) => sink(piece, () => parsed++), read: () => read, parsed: () => parsed };
}

test.each([1, 2, 3, 5, 7])('cut into pieces of %i bytes, every character arrives whole', (length) => {
  const { write, read, parsed } = reader();
  const pieces = Math.ceil(bytes.length / length);
  for (let at = 0; at < bytes.length; at += length) write(bytes.subarray(at, at + length));
  expect(read()).toBe(text);
  expect(parsed()).toBe(pieces);
});

test('bytes that are no UTF-8 are passed on', () => {
  const got: number[] = [];
  const sink = wholeCharacters((piece) => got.push(...piece));
  sink(Uint8Array.of(0x80, 0xff, 0xc3, 0x28), () => {});
  sink(Uint8Array.of(0xf0), () => {});
  sink(Uint8Array.of(0x41), () => {});
  expect(got).toEqual([0x80, 0xff, 0xc3, 0x28, 0xf0, 0x41]);
});
