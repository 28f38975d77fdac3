import { expect, test } from 'vitest';
import { createSignalScanner } from '../../../../src/main/terminal-host/signals';
import type { TerminalSignal } from '../../../../src/shared/vocabulary';
import { createFakeClock } from '../../../fixtures/fake-clock';

const osc = (payload: string, end = '\x07') => `\x1b]${payload}${end}`;
const st = '\x1b\\';
const isActivity = ({ type }: TerminalSignal) => type === 'output' || type === 'settled';

/** What is told of an output, without when it was quiet. */
function told(pieces: readonly Uint8Array[], hostname?: string): TerminalSignal[] {
  const scanner = createSignalScanner({ clock: createFakeClock(), hostname });
  const signals: TerminalSignal[] = [];
  scanner.signals.on((signal) => signals.push(signal));
  for (const piece of pieces) scanner.feed(piece);
  scanner.close();
  return signals.filter((signal) => !isActivity(signal));
}

const whole = (text: string) => told([Buffer.from(text)]);

const cases: readonly [name: string, output: string, expected: readonly TerminalSignal[]][] = [
  ['a title of OSC 0', `a${osc('0;vim — file.ts')}b`, [{ type: 'title', title: 'vim — file.ts' }]],
  ['a title of OSC 2, ended by ST', osc('2;日本語', st), [{ type: 'title', title: '日本語' }]],
  ['an empty title', osc('2;'), [{ type: 'title', title: '' }]],
  ['no icon name', osc('1;icon'), []],
  ['no trick in a title', osc('0;a\x01b\u202ec\nd'), [{ type: 'title', title: 'a b c d' }]],
  ['a title that is cut', osc(`0;${'x'.repeat(400)}`), [{ type: 'title', title: `${'x'.repeat(299)}…` }]],
  ['no title of unreasonable length', osc(`0;${'x'.repeat(9_000)}`), []],
  ['a folder', osc('7;file://box/home/a%20b/%C3%A4'), [{ type: 'cwd', cwd: '/home/a b/ä' }]],
  ['a folder without a host', osc('7;file:///tmp'), [{ type: 'cwd', cwd: '/tmp' }]],
  ['no folder that is badly encoded', osc('7;file:///%ff%'), []],
  ['no folder with control characters', osc('7;file:///a%0ab'), []],
  ['a folder of Windows', osc('7;file:///C:/Users'), [{ type: 'cwd', cwd: 'C:/Users' }]],
  ['ConEmu’s folder', osc('9;9;"/a b"'), [{ type: 'cwd', cwd: '/a b' }]],
  ['ConEmu’s folder on Windows', osc('9;9;C:\\src'), [{ type: 'cwd', cwd: 'C:\\src' }]],
  ['VS Code’s folder', osc('633;P;Cwd=/a\\x3bb\\\\c'), [{ type: 'cwd', cwd: '/a;b\\c' }]],
  ['a notification of iTerm2', osc('9;Build done'), [{ type: 'notification', body: 'Build done' }]],
  ['no other command of ConEmu', `${osc('9;1;100')}${osc('9;12')}`, []],
  ['progress', osc('9;4;1;42'), [{ type: 'progress', state: 'running', percent: 42 }]],
  ['the end of progress', osc('9;4;0;0', st), [{ type: 'progress', state: 'none' }]],
  ['progress without a number', osc('9;4;3'), [{ type: 'progress', state: 'indeterminate' }]],
  ['failed progress', osc('9;4;2;250'), [{ type: 'progress', state: 'error', percent: 100 }]],
  [
    'urxvt’s notification',
    osc('777;notify;Title;Body; more'),
    [{ type: 'notification', title: 'Title', body: 'Body; more' }],
  ],
  ['urxvt’s notification without a body', osc('777;notify;Only'), [{ type: 'notification', body: 'Only' }]],
  ['nothing else of 777', osc('777;precmd'), []],
  ['kitty’s notification', osc('99;;Hello', st), [{ type: 'notification', body: 'Hello' }]],
  [
    'kitty’s notification in pieces',
    osc('99;i=1:d=0;Ti') +
      osc('99;i=2;Other') +
      osc('99;i=1:d=0;tle') +
      osc(`99;i=1:d=0:p=body:e=1;${btoa('Bo')}`) +
      osc(`99;i=1:p=body:e=1;${btoa('dy')}`),
    [
      { type: 'notification', body: 'Other' },
      { type: 'notification', title: 'Title', body: 'Body' },
    ],
  ],
  ['no question of kitty’s', osc('99;i=1:p=?;'), []],
  [
    'a shell’s marks',
    `${osc('133;A')}$ ${osc('133;B')}${osc('133;C')}${osc('133;D;127')}${osc('133;A;k=s')}`,
    [
      { type: 'prompt', mark: 'prompt-started' },
      { type: 'prompt', mark: 'prompt-ended' },
      { type: 'prompt', mark: 'command-started' },
      { type: 'prompt', mark: 'command-ended', exitCode: 127 },
    ],
  ],
  [
    'VS Code’s marks',
    `${osc('633;E;ls')}${osc('633;C')}${osc('633;D')}${osc('133;D;0;aid=1')}`,
    [
      { type: 'prompt', mark: 'command-started' },
      { type: 'prompt', mark: 'command-ended' },
      { type: 'prompt', mark: 'command-ended', exitCode: 0 },
    ],
  ],
  ['a bell', 'a\x07b', [{ type: 'bell' }]],
  ['no bell that ends a command', osc('8;;https://x'), []],
  ['no bell in a device control string', `\x1bPq\x07${st}`, []],
  ['no bell in an application command', `\x1b_Ga=t;\x07${st}`, []],
  ['a bell after a string', `\x1bPq${st}\x07`, [{ type: 'bell' }]],
  ['nothing of a command that was cancelled', '\x1b]0;ti\x18tle\x07', [{ type: 'bell' }]],
  [
    'a command that another one ends',
    `\x1b]0;one${osc('0;two')}`,
    [
      { type: 'title', title: 'one' },
      { type: 'title', title: 'two' },
    ],
  ],
  ['an ESC before a command', `\x1b${osc('0;x')}`, [{ type: 'title', title: 'x' }]],
  ['nothing of other commands', `${osc('52;c;aGk=')}${osc('1337;File=:AAAA')}${osc('10;?')}${osc('')}${osc('4')}`, []],
];

test.each(cases)('output tells %s', (_, output, expected) => {
  expect(whole(output)).toEqual(expected);
});

test('it does not matter where output is cut', () => {
  const text = cases.map(([, output]) => output).join('text \x1b[31m');
  const bytes = Buffer.from(text);
  const expected = whole(text);
  expect(expected.length).toBeGreaterThan(15);
  for (const size of [1, 2, 3, 5, 7, 64, 1_000]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    expect(told(pieces)).toEqual(expected);
  }
});

test('a folder on another machine is not ours', () => {
  const at = (host: string) => told([Buffer.from(osc(`7;file://${host}/tmp`))], 'box').length;
  expect([at('box'), at('BOX'), at('localhost'), at('other')]).toEqual([1, 1, 1, 0]);
});

test('of many titles few are told, and always the last one', () => {
  const clock = createFakeClock();
  const scanner = createSignalScanner({ clock });
  const titles: string[] = [];
  scanner.signals.on((signal) => signal.type === 'title' && titles.push(signal.title));
  for (let at = 0; at < 1_000; at++) {
    scanner.feed(Buffer.from(osc(`0;${at}`)));
    clock.pass(1);
  }
  clock.pass(1_000);
  expect(titles.length).toBeLessThan(14);
  expect(titles.at(-1)).toBe('999');
  scanner.feed(Buffer.from(osc('0;999')));
  expect(titles.at(-1)).toBe('999');
  scanner.feed(Buffer.from(osc('0;a') + osc('0;b') + osc('0;c') + osc('0;d')));
  scanner.close();
  expect(titles.at(-1)).toBe('d');
  expect(clock.pending).toBe(0);
});

test('a flood of marks ends with the last ones, in order', () => {
  const clock = createFakeClock();
  const scanner = createSignalScanner({ clock });
  const marks: TerminalSignal[] = [];
  scanner.signals.on((signal) => signal.type === 'prompt' && marks.push(signal));
  const round = (code: number) => osc('133;C') + osc(`133;D;${code}`) + osc('133;A') + osc('133;B');
  for (let at = 0; at < 500; at++) scanner.feed(Buffer.from(round(at % 256)));
  scanner.feed(Buffer.from(round(7)));
  clock.pass(200);
  expect(marks.length).toBeLessThan(40);
  expect(marks.slice(-3)).toEqual([
    { type: 'prompt', mark: 'command-ended', exitCode: 7 },
    { type: 'prompt', mark: 'prompt-started' },
    { type: 'prompt', mark: 'prompt-ended' },
  ]);
  scanner.close();
});

test('bells and notifications without end are told a few times', () => {
  const signals = told([Buffer.from('\x07'.repeat(1_000) + osc('9;x').repeat(1_000))]);
  expect(signals.filter(({ type }) => type === 'bell').length).toBeLessThan(5);
  expect(signals.filter(({ type }) => type === 'notification').length).toBeLessThan(10);
});

test('a terminal is settled when it has been quiet for a moment, once', () => {
  const clock = createFakeClock();
  const scanner = createSignalScanner({ clock });
  const signals: string[] = [];
  scanner.signals.on(({ type }) => signals.push(type));
  for (let at = 0; at < 10; at++) {
    scanner.feed(Buffer.from('x'));
    clock.pass(200);
  }
  expect(signals).toEqual(['output']);
  clock.pass(99);
  expect(signals).toEqual(['output']);
  clock.pass(1);
  expect(signals).toEqual(['output', 'settled']);
  clock.pass(10_000);
  scanner.feed(Buffer.from('y'));
  expect(signals).toEqual(['output', 'settled', 'output']);
  scanner.close();
  expect(clock.pending).toBe(0);
});
