import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createInputReader, type Input } from '../../../../src/main/cli/tui/input/input';
import { nameOfKeys } from '../../../../src/main/cli/tui/input/key-sequences';
import { type Edited, editedBy, inserted, windowOf } from '../../../../src/main/cli/tui/input/line-edit';
import { keys } from './drawing';

const esc = '\u001b';

function read(...pieces: string[]): Input[] {
  const reader = createInputReader();
  return [...pieces.flatMap((piece) => reader.read(Buffer.from(piece))), ...reader.flush()];
}

describe('keys', () => {
  test.each([
    ['a', 'a'],
    ['?', '?'],
    ['é', 'é'],
    ['\r', undefined, 'Enter'],
    ['\t', undefined, 'Tab'],
    [`${esc}[Z`, undefined, 'Tab'],
    [esc, undefined, 'Escape'],
    ['\u007f', undefined, 'Backspace'],
    [`${esc}[A`, undefined, 'ArrowUp'],
    [`${esc}OB`, undefined, 'ArrowDown'],
    [`${esc}[1;5C`, 'Mod+ArrowRight', 'ArrowRight'],
    [`${esc}[1;2D`, undefined, 'ArrowLeft'],
    [`${esc}[3~`, undefined, 'Delete'],
    [`${esc}[5~`, undefined, 'PageUp'],
    [`${esc}OP`, 'F1', 'F1'],
    [`${esc}[15;5~`, 'Mod+F5', 'F5'],
    ['\u0010', 'Mod+P', 'p'],
    ['\u001c', 'Mod+Backslash', '\\'],
    [`${esc}x`, 'Alt+X', 'x'],
    [`${esc}\u000b`, 'Mod+Alt+K', 'k'],
    [`${esc}[107;6u`, 'Mod+Shift+K', 'k'],
    ['\u0000', 'Mod+Space', ' '],
  ])('%j is %s', (raw, name, key = raw) => {
    const [press, ...more] = keys(raw);
    expect(more).toEqual([]);
    expect(press).toMatchObject({ key, raw });
    expect(press && nameOfKeys(press)).toBe(name);
  });

  test('Escape waits for what may come after it', () => {
    const reader = createInputReader();
    expect(reader.read(Buffer.from(esc))).toEqual([]);
    expect(reader.isWaiting).toBe(true);
    expect(reader.read(Buffer.from('[A'))).toMatchObject([{ key: 'ArrowUp' }]);
    reader.read(Buffer.from(esc));
    expect(reader.flush()).toMatchObject([{ key: 'Escape' }]);
    expect(reader.isWaiting).toBe(false);
  });
});

test.each([
  [`${esc}[<0;3;2M`, { action: 'press', button: 0, x: 2, y: 1 }],
  [`${esc}[<2;3;2m`, { action: 'release', button: 2, x: 2, y: 1 }],
  [`${esc}[<32;3;2M`, { action: 'move', button: 0, x: 2, y: 1 }],
  [`${esc}[<64;300;2M`, { action: 'wheel', button: -1, x: 299, y: 1 }],
  [`${esc}[<65;3;2M`, { action: 'wheel', button: 1, x: 2, y: 1 }],
])('%j is the mouse', (raw, what) => {
  expect(read(raw)).toMatchObject([{ type: 'mouse', ...what }]);
});

test('a paste is one text, however it is cut, and nothing in it is a key', () => {
  const text = `one\n${esc}[A\u0003two`;
  const whole = `a${esc}[200~${text}${esc}[201~b`;
  for (let at = 1; at < whole.length; at++) {
    const inputs = read(whole.slice(0, at), whole.slice(at));
    expect(inputs, String(at)).toMatchObject([{ key: 'a' }, { type: 'paste', text }, { key: 'b' }]);
  }
});

test('the same is read however the bytes are cut', () => {
  const piece = fc.constantFrom(
    ...['a', 'é', '日', '👍', `${esc}[A`, `${esc}[1;5C`, `${esc}[<0;3;2M`, `${esc}[I`, `${esc}OP`, '\r', `${esc}x`],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.integer({ min: 0, max: 40 }), (pieces, at) => {
      const bytes = Buffer.from(pieces.join(''));
      const reader = createInputReader();
      const cut = [...reader.read(bytes.subarray(0, at)), ...reader.read(bytes.subarray(at)), ...reader.flush()];
      expect(cut).toEqual(read(pieces.join('')));
      expect(cut).toHaveLength(pieces.length);
    }),
  );
});

test('sequences without a name are told as they are, and what is broken ends', () => {
  expect(read(`${esc}[?62;c`, 'a')).toMatchObject([{ type: 'other', raw: `${esc}[?62;c` }, { key: 'a' }]);
  expect(read(`${esc}[12`).length).toBeGreaterThan(0);
});

describe('editing', () => {
  const at = (text: string): Edited => ({ text: text.replace('|', ''), cursor: text.indexOf('|') });
  test.each([
    ['a|c', 'b', 'ab|c'],
    ['a|', '\u007f', '|'],
    ['👨‍👩‍👧|', '\u007f', '|'],
    ['e\u0301|', '\u007f', '|'],
    ['|日本', `${esc}[C`, '日|本'],
    ['日本|', `${esc}[D`, '日|本'],
    ['ab|c', `${esc}[H`, '|abc'],
    ['a|bc', `${esc}[F`, 'abc|'],
    ['a|bc', `${esc}[3~`, 'a|c'],
    ['one two|', '\u0017', 'one |'],
    ['one two|', `${esc}[1;5D`, 'one |two'],
    ['one| two', `${esc}[1;5C`, 'one two|'],
    ['one |two', '\u0015', '|two'],
    ['one |two', '\u000b', 'one |'],
  ])('%s and %j is %s', (before, raw, after) => {
    const [press] = keys(raw);
    expect(press && editedBy(press, at(before), false)).toEqual(at(after));
  });

  test.each([
    ['one\nt|wo', `${esc}[A`, 'o|ne\ntwo'],
    ['one|\ntwo', `${esc}[B`, 'one\ntwo|'],
    ['on|e\nt', `${esc}[B`, 'one\nt|'],
    ['a|', '\r', 'a\n|'],
  ])('in lines %j and %j is %j', (before, raw, after) => {
    const [press] = keys(raw);
    expect(press && editedBy(press, at(before), true)).toEqual(at(after));
  });

  test('Enter and Escape edit no single line', () => {
    for (const press of [...keys('\r'), ...keys(esc), ...keys('\t')])
      expect(editedBy(press, at('a|'), false)).toBeUndefined();
  });

  test('what is pasted has no controls, and no line breaks in a single line', () => {
    expect(inserted(at('<|>'), 'a\r\nb\u0007', false)).toEqual(at('<a b|>'));
    expect(inserted(at('<|>'), 'a\r\nb', true)).toEqual(at('<a\nb|>'));
  });

  test('the cursor is always seen', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.nat(20),
        fc.integer({ min: 3, max: 9 }),
        (text, cursor, width) => {
          const { x } = windowOf({ text, cursor: Math.min(cursor, text.length) }, width);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThan(width);
        },
      ),
    );
  });
});
