import headless from '@xterm/headless';
import { expect, test } from 'vitest';
import { internalsOf } from '../../src/main/terminal-host/recorder/internals';
import { limitXterm } from '../../src/shared/xterm-limits';

function rowsAfter(output: string): string[] {
  const xterm = new headless.Terminal({ cols: 20, rows: 4, scrollback: 0, allowProposedApi: true, logLevel: 'off' });
  limitXterm(xterm);
  internalsOf(xterm).writeSync(Buffer.from(output));
  const rows = Array.from({ length: 4 }, (_, row) => xterm.buffer.active.getLine(row)?.translateToString(true) ?? '');
  return [...rows, `cursor ${xterm.buffer.active.cursorX}`];
}

const text = '1\r\n2\r\n3\r\n4\x1b[2;3H';

test.each(['I', 'Z', 'L', 'M', 'S', 'T', 'b'])(
  'a program that asks for 2^31 times CSI %s is served at once',
  (final) => {
    const began = performance.now();
    const most = rowsAfter(`${text}x\x1b[2147483647${final}`);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(most).toEqual(rowsAfter(`${text}x\x1b[80${final}`));
  },
);

test.each([
  ['S', ['2', '3', '4', '', 'cursor 2']],
  ['2S', ['3', '4', '', '', 'cursor 2']],
  ['L', ['1', '', '2', '3', 'cursor 0']],
  ['3b', ['1', '2', '3', '4', 'cursor 2']],
])('what can be done is done as often as it is asked for: CSI %s', (command, rows) => {
  expect(rowsAfter(`${text}\x1b[${command}`)).toEqual(rows);
});

test('a character takes as many marks as scripts need, and no flood of them', () => {
  const [row = ''] = rowsAfter(`e\u0301x${'\u0301'.repeat(100_000)}y\x1b[1;1H`);
  expect(row.slice(0, 3)).toBe('e\u0301x');
  expect(row.at(-1)).toBe('y');
  expect(row.length).toBeLessThan(50);
});

test.each([
  ['links of their own', (line: number) => `\x1b]8;;http://e.x/${line}\x1b\\line ${line}\x1b]8;;\x1b\\\r\n`],
  ['links of one name', (line: number) => `\x1b]8;id=n;http://e.x/\x1b\\line ${line}\x1b]8;;\x1b\\\r\n`],
])('lines with %s cost no more than others, and those that are shown stay links', (_, lineOf) => {
  const xterm = new headless.Terminal({ cols: 20, rows: 4, scrollback: 50, allowProposedApi: true, logLevel: 'off' });
  limitXterm(xterm);
  const { _oscLinkService: links, buffers } = internalsOf(xterm);
  for (let line = 0; line < 5_000; line += 100) {
    internalsOf(xterm).writeSync(Buffer.from(Array.from({ length: 100 }, (_, at) => lineOf(line + at)).join('')));
  }
  expect(xterm.markers).toEqual([]);
  expect(links._dataByLinkId.size).toBeLessThanOrEqual(1_000);
  const shown = Array.from({ length: buffers.normal.lines.length - 1 }, (_, index) => {
    const row = buffers.normal.lines.get(index);
    const id = row?._extendedAttrs[0]?._urlId ?? 0;
    return { text: row?.translateToString(true) ?? '', uri: links._dataByLinkId.get(id)?.data.uri };
  });
  expect(shown).toHaveLength(53);
  for (const { text, uri } of shown) expect(lineOf(Number(text.replace('line ', '')))).toContain(`;${uri}\x1b`);
});

test('an address that is too long for any browser is none', () => {
  const xterm = new headless.Terminal({ allowProposedApi: true, logLevel: 'off' });
  limitXterm(xterm);
  internalsOf(xterm).writeSync(Buffer.from(`\x1b]8;;http://${'x'.repeat(100_000)}\x07text`));
  expect(internalsOf(xterm)._oscLinkService._dataByLinkId.size).toBe(0);
  expect(xterm.buffer.active.getLine(0)?.translateToString(true)).toBe('text');
});
