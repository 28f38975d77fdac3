import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween } from '../../../../src/main/cli/tui/screen/diff';
import { createFrame, type Frame, linesOf, put } from '../../../../src/main/cli/tui/screen/frame';
import { cut, graphemesOf, textWidth } from '../../../../src/main/cli/tui/screen/graphemes';
import { colorNamed, rgb, type Style, sgr } from '../../../../src/main/cli/tui/screen/style';
import { surfaceOf } from '../../../../src/main/cli/tui/screen/surface';
import { createTerm } from '../../../../src/main/cli/tui/screen/term';
import { wrapped } from '../../../../src/main/cli/tui/screen/wrap';

const size = { cols: 24, rows: 6 };

const style: fc.Arbitrary<Style> = fc.record(
  {
    fg: fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 255 }), fc.integer({ min: rgb, max: rgb | 0xffffff })),
    bg: fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 255 })),
    ...{ bold: fc.boolean(), dim: fc.boolean(), italic: fc.boolean(), underline: fc.boolean(), inverse: fc.boolean() },
  },
  { requiredKeys: [] },
);
const words = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('日本語', 'ｗ', 'né', 'e\u0301', '👍', '👨‍👩‍👧', '🇩🇪', '❤️', '│─╭', '\u001b[31m', 'a\tb', '한글', ' '),
);
const strokes = fc.array(
  fc.record({ x: fc.integer({ min: -3, max: 25 }), y: fc.integer({ min: -1, max: 6 }), text: words, style }),
  { maxLength: 12 },
);

function frameOf(drawn: readonly { x: number; y: number; text: string; style: Style }[]): Frame {
  const frame = createFrame(size);
  const surface = surfaceOf(frame);
  for (const { x, y, text, style } of drawn) surface.write(x, y, text, style);
  return frame;
}

/** What a terminal shows of each cell. */
function cellsOf(terminal: xterm.Terminal): string[] {
  const cells: string[] = [];
  for (let y = 0; y < size.rows; y++) {
    const line = terminal.buffer.active.getLine(y);
    for (let x = 0; x < size.cols; x++) {
      const cell = line?.getCell(x);
      if (!cell) continue;
      const marks = [cell.isBold(), cell.isDim(), cell.isItalic(), cell.isUnderline(), cell.isInverse()].map(Boolean);
      const colors = [cell.getFgColorMode(), cell.getFgColor(), cell.getBgColorMode(), cell.getBgColor()];
      cells.push([cell.getWidth(), cell.getChars() || ' ', ...marks, ...colors].join());
    }
  }
  return cells;
}

const write = (terminal: xterm.Terminal, text: string) => new Promise<void>((done) => terminal.write(text, done));

test('changes bring a terminal to the same picture as drawing all of it', async () => {
  const terminals = [0, 1].map(() => new xterm.Terminal({ ...size, allowProposedApi: true }));
  const [changed, whole] = terminals;
  if (!changed || !whole) throw new Error('There are two');
  let shown: Frame | undefined;
  await fc.assert(
    fc.asyncProperty(strokes, async (drawn) => {
      const frame = frameOf(drawn);
      await write(changed, changesBetween(shown, frame, 24));
      await write(whole, `\u001b[0m\u001b[2J${changesBetween(undefined, frame, 24)}`);
      shown = frame;
      expect(cellsOf(changed)).toEqual(cellsOf(whole));
    }),
    { numRuns: 120, endOnFailure: true },
  );
});

test('a picture that has not changed costs nothing, and one changed cell a few bytes', () => {
  const before = frameOf([{ x: 0, y: 0, text: 'hello', style: {} }]);
  const after = frameOf([{ x: 0, y: 0, text: 'hallo', style: {} }]);
  expect(changesBetween(before, before, 24)).toBe('');
  expect(changesBetween(before, after, 24)).toBe('\u001b[1;2H\u001b[0ma\u001b[0m');
});

test('a term shows at once what was written since the last time', async () => {
  const terminal = new xterm.Terminal({ ...size, allowProposedApi: true });
  const outputs: string[] = [];
  const term = createTerm(
    async (output) => {
      outputs.push(output);
      await write(terminal, output);
    },
    size,
    8,
  );
  const row = (y: number) => terminal.buffer.active.getLine(y)?.translateToString().trimEnd();
  term.setCursor(2, 1);
  term.write('日本', { bold: true });
  term.write('!');
  await term.flush();
  expect(row(1)).toBe('  日本!');
  term.setCursor(0, 0);
  term.write('up');
  await term.flush();
  expect([row(0), row(1)]).toEqual(['up', '  日本!']);
  await term.flush();
  expect(outputs).toHaveLength(2);
  expect(outputs[1]?.startsWith('\u001b[?2026h') && outputs[1].endsWith('\u001b[?2026l')).toBe(true);
  term.clear();
  term.showCursor({ x: 3, y: 2 });
  await term.flush();
  expect([row(0), row(1), terminal.buffer.active.cursorX, terminal.buffer.active.cursorY]).toEqual(['', '', 3, 2]);
});

describe('colours', () => {
  const orange = rgb | 0xff8800;
  test.each([
    [24, orange, '38;2;255;136;0'],
    [8, orange, '38;5;208'],
    [4, orange, '33'],
    [1, orange, ''],
    [4, 208, '33'],
    [8, 208, '38;5;208'],
    [4, 9, '91'],
    [24, 3, '33'],
  ] as const)('with %d bits %d is written as "%s"', (depth, color, codes) => {
    expect(sgr(0, color, -1, depth)).toBe(`\u001b[0${codes === '' ? '' : `;${codes}`}m`);
  });

  test.each([
    ['red', 1],
    ['bright_red', 9],
    ['gray', 8],
    ['#f80', orange],
    ['#FF8800', orange],
    ['208', 208],
    ['danger', 1],
    ['no colour', -1],
    [undefined, -1],
  ])('%s is a name', (name, color) => {
    expect(colorNamed(name)).toBe(color);
  });
});

describe('text', () => {
  test.each([
    ['plain', 5],
    ['日本', 4],
    ['e\u0301', 1],
    ['👨‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['❤️', 1],
    ['\u001b[31m', 4],
    ['한글', 4],
    ['', 0],
  ])('%j takes %d cells', (text, width) => {
    expect(textWidth(text)).toBe(width);
    expect(graphemesOf(text).reduce((sum, grapheme) => sum + grapheme.width, 0)).toBe(width);
  });

  test('never holds a control, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = graphemesOf(text)
          .map((grapheme) => grapheme.text)
          .join('');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(shown).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
    );
  });

  test.each([
    ['one two three', 7, ['one two', 'three']],
    ['one\ntwo', 7, ['one', 'two']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['日本語です', 4, ['日本', '語で', 'す']],
    ['', 4, ['']],
    ['a  b', 9, ['a  b']],
  ])('%j in %d cells', (text, width, lines) => {
    expect(wrapped(text, width)).toEqual(lines);
  });

  test('keeps to its width, wrapped or cut', () => {
    fc.assert(
      fc.property(
        fc.array(words).map((parts) => parts.join(' ')),
        fc.integer({ min: 2, max: 30 }),
        (text, width) => {
          for (const line of wrapped(text, width)) expect(textWidth(line)).toBeLessThanOrEqual(width);
          expect(textWidth(cut(text, width))).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  test('a wide character that is half covered goes', () => {
    const frame = createFrame({ cols: 6, rows: 1 });
    const at = (x: number, text: string) => put(frame, x, 0, { text, width: text === 'a' ? 1 : 2 }, {});
    at(0, '日');
    at(2, '本');
    at(1, 'a');
    expect(linesOf(frame)).toEqual([' a本']);
    at(1, '語');
    expect(linesOf(frame)).toEqual([' 語']);
    at(5, '日');
    expect(linesOf(frame)).toEqual([' 語']);
  });
});
