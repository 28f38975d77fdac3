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
