import { expect, test } from 'vitest';
import { createLineReader } from '../../../../src/main/features/actions/lines';

function check(chunks: readonly (string | Uint8Array)[], expected: readonly string[]): void {
  const lines: string[] = [];
  const reader = createLineReader((text) => lines.push(text()));
  for (const chunk of chunks) reader.push(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
  reader.end();
  expect(lines).toEqual(expected);
}

const bytes = new TextEncoder().encode('Ünïcödé 🎷\n');

test.each<[string, readonly (string | Uint8Array)[], readonly string[]]>([
  ['Lines in one piece are taken apart', ['a\nb\n\nc\n'], ['a', 'b', '', 'c']],
  ['A line in pieces is put together', ['he', 'll', 'o\nwor', 'ld\n'], ['hello', 'world']],
  ['A last line without an end counts', ['a\nb'], ['a', 'b']],
  ['Nothing is no line', [''], []],
  ['The line ends of Windows are no text', ['a\r\nb\r\n'], ['a', 'b']],
  ['Characters survive being cut in two', [...bytes].map((byte) => Uint8Array.of(byte)), ['Ünïcödé 🎷']],
  ['What is not UTF-8 is replaced', [Uint8Array.of(97, 0xff, 98, 10)], ['a\ufffdb']],
  ['A line of just 8 KiB is whole', [`${'x'.repeat(8192)}\n`], ['x'.repeat(8192)]],
  ['A longer one is cut', [`${'x'.repeat(8193)}\nnext\n`], [`${'x'.repeat(8192)}…`, 'next']],
  ['It is cut between characters', [`x${'ü'.repeat(5_000)}\n`], [`x${'ü'.repeat(4_095)}…`]],
  ['A flood without lines is kept short', Array(1_000).fill('y'.repeat(10_000)), [`${'y'.repeat(8192)}…`]],
])('%s', (_, chunks, expected) => check(chunks, expected));
