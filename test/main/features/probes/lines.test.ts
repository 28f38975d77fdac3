import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineSplitter } from '../../../../src/main/features/probes/lines';

/** The lines that chunks give; "!" stands for one that was too long. */
function check(chunks: readonly string[], expected: readonly string[], maxLength = 10): void {
  const lines: string[] = [];
  const splitter = createLineSplitter({
    maxLength,
    onLine: (line) => lines.push(line),
    onTooLong: () => lines.push('!'),
  });
  for (const chunk of chunks) splitter.push(chunk);
  expect(lines).toEqual(expected);
}

test('lines are whole wherever the text was cut', () => {
  check(['a\nb\n'], ['a', 'b']);
  check(['a', '\n', 'b', '\n'], ['a', 'b']);
  check(['on', 'e\ntw', 'o\n'], ['one', 'two']);
  check(['\n\na\n'], ['', '', 'a']);
  check(['', 'a', '', '\n'], ['a']);
});

test('what has no newline yet is not a line', () => {
  check(['a\nrest'], ['a']);
});

test('a line that is too long is told once and does not touch its neighbours', () => {
  check(['0123456789\n'], ['0123456789']);
  check(['01234567890\nnext\n'], ['!', 'next']);
  check(['a\n0123456', '7890123', '4567890123456789', '\nnext\n'], ['a', '!', 'next']);
  check(['012345', '67890', '\n', 'ok\n'], ['!', 'ok']);
  check(['0123456789', '012\nok\n'], ['!', 'ok']);
});

test('any text cut anywhere gives the same lines as the whole text', () => {
  const text = fc
    .array(fc.oneof(fc.constant('\n'), fc.string({ unit: 'binary', maxLength: 14 })))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat(50)), (whole, cuts) => {
      const chunks: string[] = [];
      let rest = whole;
      for (const at of cuts) {
        chunks.push(rest.slice(0, at));
        rest = rest.slice(at);
      }
      const lines = whole.split('\n').slice(0, -1);
      const tail = whole.slice(whole.lastIndexOf('\n') + 1);
      const expected = lines.map((line) => (line.length > 10 ? '!' : line));
      check([...chunks, rest], tail.length > 10 ? [...expected, '!'] : expected);
    }),
  );
});
