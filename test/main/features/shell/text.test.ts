import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textOf } from '../../../../src/main/features/shell/text';

/** Lone surrogates back to the bytes that they stand for. */
function bytesOf(text: string): number[] {
  return [...text].flatMap((sign) => {
    const unit = sign.charCodeAt(0);
    return sign.length === 1 && unit >= 0xdc80 && unit <= 0xdcff ? [unit - 0xdc00] : [...Buffer.from(sign)];
  });
}

test('any bytes become text that gives the same bytes back', () => {
  const bytes = fc.uint8Array({ maxLength: 60 });
  const utf8 = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => new Uint8Array(Buffer.from(text)));
  const pieces = fc
    .array(fc.oneof(bytes, utf8), { maxLength: 5 })
    .map((parts) => Uint8Array.from(parts.flatMap((p) => [...p])));
  fc.assert(
    fc.property(pieces, (input) => {
      expect(bytesOf(textOf(input))).toEqual([...input]);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  [[0x61, 0xff, 0x62], 'a\udcffb'],
  [[0xc0, 0x80], '\udcc0\udc80'],
  [[0xed, 0xa0, 0x80], '\udced\udca0\udc80'],
  [[0xe2, 0x82], '\udce2\udc82'],
  [[...Buffer.from('🎉'), 0x80], '🎉\udc80'],
])('bytes that are not UTF-8 become lone surrogates: %j', (bytes, text) => {
  expect(textOf(Uint8Array.from(bytes))).toBe(text);
});
