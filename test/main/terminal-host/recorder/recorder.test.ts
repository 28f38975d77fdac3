import type { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRecorders, type Recorder, type ToScreens } from '../../../../src/main/terminal-host/recorder';
import { readText } from '../../../../src/main/terminal-host/recorder/screen-text';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { directThread } from './direct-thread';
import { describeXterm, isBeyondSnapshots, openXterm, write } from './xterm-state';

const size = { cols: 60, rows: 10 };
const scrollback = 50;
/** Little, so that a test needs little output. */
const keptBytes = 64 * 1024;
const nobody = () => {};
const log = { debug: nobody, info: nobody, warn: nobody, error: nobody, child: () => log };

let scope: Scope;
let posted: ToScreens[];
let thread: ReturnType<typeof directThread>;
let open: ReturnType<typeof createRecorders>;
beforeEach(() => {
  scope = createScope();
  posted = [];
  open = createRecorders(
    {
      startThread: () => {
        thread = directThread((message) => posted.push(message));
        return thread;
      },
      log,
    },
    scope,
  );
});
afterEach(() => scope.close());

async function restored(recorder: Recorder, lines?: number): Promise<Terminal> {
  const { bytes, size } = await recorder.snapshot({ lines });
  const xterm = openXterm(size, scrollback);
  write(xterm, bytes.subarray(4));
  return xterm;
}

function uninterrupted(output: string | Uint8Array): Terminal {
  const xterm = openXterm(size, scrollback);
  write(xterm, Buffer.from(output as string));
  return xterm;
}

const writtenBytes = () =>
  posted.reduce((sum, message) => sum + (message.type === 'write' ? message.bytes.length : 0), 0);

describe('What a program asks is answered at once and once', () => {
  test.each([
    ['its attributes', '\x1b[c', '\x1b[?1;2c'],
    ['its attributes again', '\x1b[>c', '\x1b[>0;276;0c'],
    ['its unit', '\x1b[=c', '\x1bP!|00000000\x1b\\'],
    ['where the cursor is', 'ab\r\nc\x1b[6n', '\x1b[2;2R'],
    ['whether it is well', '\x1b[5n', '\x1b[0n'],
    ['a mode', '\x1b[?2004h\x1b[?2004$p', '\x1b[?2004;1$y'],
    ['a setting', '\x1bP$qr\x1b\\', '\x1bP1$r1;10r\x1b\\'],
    ['its version', '\x1b[>0q', '\x1bP>|xterm.js(6.0.0)\x1b\\'],
    ['its size', '\x1b[18t', '\x1b[8;10;60t'],
    ['a capability', '\x1bP+q544e;5878\x1b\\', '\x1bP1+r544e=787465726D2D323536636F6C6F72\x1b\\\x1bP0+r5878\x1b\\'],
    ['the colour of text', '\x1b]10;?\x07', '\x1b]10;rgb:1111/2222/3333\x1b\\'],
    ['two colours', '\x1b]10;?;?\x1b\\', '\x1b]10;rgb:1111/2222/3333\x1b\\\x1b]11;rgb:4444/5555/6666\x1b\\'],
    ['a colour of the palette', '\x1b]4;1;?\x07', '\x1b]4;1;rgb:aaaa/bbbb/cccc\x1b\\'],
    [
      'a colour of the cube',
      '\x1b]4;196;?;255;?\x07',
      '\x1b]4;196;rgb:ffff/0000/0000\x1b\\\x1b]4;255;rgb:eeee/eeee/eeee\x1b\\',
    ],
    ['a colour that it has set', '\x1b]11;#010203\x07\x1b]11;?\x07', '\x1b]11;rgb:0101/0202/0303\x1b\\'],
    [
      'a colour that it has taken back',
      '\x1b]11;#010203\x07\x1b]111\x07\x1b]11;?\x07',
      '\x1b]11;rgb:4444/5555/6666\x1b\\',
    ],
  ])('%s', async (_, asked, answer) => {
    for (const cut of [0, 1, 3, asked.length - 2, asked.length - 1]) {
      const recorder = open({ size, scrollback });
      let answered = '';
      recorder.replies.on((bytes) => {
        answered += Buffer.from(bytes).toString();
      });
      recorder.colors({
        foreground: '#112233',
        background: '#445566',
        cursor: '#778899',
        palette: ['#000000', '#aabbcc'],
      });
      recorder.append(Buffer.from(asked.slice(0, cut)));
      recorder.append(Buffer.from(asked.slice(cut)));
      // Nobody else looks at the terminal.
      while (answered.length < answer.length) await new Promise(setImmediate);
      await recorder.snapshot({});
      expect(answered).toBe(answer);
      recorder.close();
    }
  });

  test('but not to what is no question', async () => {
    const recorder = open({ size, scrollback });
    recorder.append(
      Buffer.from('text \x1b[31mred\x1b[m \x1b[2;2H\x1b[K\x1b]0;title\x07\x1b]8;;http://a?b\x07x\x1b]8;;\x07'),
    );
    expect(posted).toEqual([]);
  });
});

/** Lines of a log: colours without a reset, wide characters, rows that wrap, bells and tabs. */
const logLine = fc
  .tuple(
    fc.constantFrom(
      '',
      '\x1b[32m',
      '\x1b[0m',
      '\x1b[1;38;5;200m',
      '\x1b[m',
      '\x1b[48;2;1;2;3m',
      '\x1b[4:3m',
      '\x1b[39;49m',
    ),
    fc.constantFrom(
      'short',
      'x'.repeat(150),
      'Zeile mit — Ümläuten und 漢字',
      '\ttabs\tand\x07 bells',
      'old\rnew\x1b[K',
      '',
    ),
    fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\x1b[K\r\n'),
  )
  .map((parts) => parts.join(''));

describe('Output that only scrolls', () => {
  test('is not shown to the screen, and yet the screen is the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(logLine, { minLength: 20, maxLength: 20 }),
        fc.constantFrom(
          '',
          'prompt$ \x1b[7m',
          '\x1b[5;5H\x1b[41mmiddle',
          '\x1b[?1049h\x1b[3;3Hx',
          '\x1b[?7l',
          '\x1b(0',
          '\x1b[4h',
          'a\x1b7b',
        ),
        fc.integer({ min: 500, max: 5_000 }),
        async (kinds, before, chunk) => {
          posted.length = 0;
          const lines = Array.from({ length: 10_000 }, (_, n) => `${n % 7} ${kinds[(n * n) % kinds.length]}`);
          const output = Buffer.from(before + lines.join('')).subarray(0, 300_000);
          const recorder = open({ size, scrollback, keptBytes });
          recorder.append(output.subarray(0, before.length));
          await recorder.text({ lines: 1 });
          for (let at = before.length; at < output.length; at += chunk)
            recorder.append(output.subarray(at, at + chunk));
          const whole = uninterrupted(output);
          expect(await recorder.text({ lines: 7, ansi: true })).toEqual(readText(whole, { lines: 7, ansi: true }));
          const part = await recorder.snapshot({ lines: 20 });
          const shown = openXterm(size, scrollback);
          write(shown, part.bytes.subarray(4));
          write(shown, output.subarray(part.offset));
          expect(readText(shown, { lines: 30, ansi: true })).toEqual(readText(whole, { lines: 30, ansi: true }));
          const screen = await restored(recorder);
          fc.pre(!isBeyondSnapshots(whole));
          expect(describeXterm(screen)).toEqual(describeXterm(whole));
          expect(posted.some(({ type }) => type === 'skip')).toBe(true);
          expect(writtenBytes()).toBeLessThan(3 * keptBytes);
          recorder.close();
        },
      ),
      { numRuns: 4, seed: 2 },
    );
  });

  test('is shown to nobody who wants to read the end', async () => {
    const recorder = open({ size, scrollback, keptBytes });
    const line = 'a line of a log\r\n';
    for (let at = 0; at < 10_000; at++) recorder.append(Buffer.from(line));
    expect((await recorder.text({ lines: 3 })).lines).toEqual(['a line of a log', 'a line of a log', '']);
    expect((await recorder.snapshot({ lines: 10 })).offset).toBe(recorder.end);
    expect(writtenBytes()).toBe(0);
  });

  test('is shown where it does more', async () => {
    const recorder = open({ size, scrollback, keptBytes });
    const output = Buffer.from('\x1b[2;5r'.concat('line\r\n'.repeat(50_000)));
    for (let at = 0; at < output.length; at += 4096) recorder.append(output.subarray(at, at + 4096));
    expect(describeXterm(await restored(recorder))).toEqual(describeXterm(uninterrupted(output)));
    expect(writtenBytes()).toBe(output.length);
  });
});

test('A program is held back while its screen cannot keep up', async () => {
  const recorder = open({ size, scrollback, keptBytes });
  const pressures: boolean[] = [];
  recorder.pressure.on((pressure) => pressures.push(pressure));
  for (let part = 0; part < 400; part++) recorder.append(Buffer.from('\x1b[H\x1b[31mred\x1b[m'.repeat(200)));
  expect(recorder.pressure.value).toBe(true);
  await recorder.text({ lines: 1 });
  expect(pressures).toEqual([true, false]);
});

test('Every byte is kept for a megabyte, and counted', () => {
  const recorder = open({ size, scrollback });
  const output = Buffer.alloc(3_000_000, 'abcdefg\r\n');
  for (let at = 0; at < output.length; at += 7_777) recorder.append(output.subarray(at, at + 7_777));
  expect(recorder.end).toBe(output.length);
  expect(recorder.end - recorder.start).toBeGreaterThanOrEqual(1024 * 1024);
  expect(Buffer.from(recorder.read(recorder.start, recorder.end)).equals(output.subarray(recorder.start))).toBe(true);
});

test('A size holds for what is written after it', async () => {
  const recorder = open({ size, scrollback });
  recorder.append(Buffer.from('x'.repeat(50)));
  recorder.resize({ cols: 20, rows: 5 });
  recorder.append(Buffer.from('\r\n'.concat('y'.repeat(50))));
  const whole = uninterrupted('x'.repeat(50));
  whole.resize(20, 5);
  write(whole, Buffer.from('\r\n'.concat('y'.repeat(50))));
  expect(describeXterm(await restored(recorder))).toEqual(describeXterm(whole));
});

test('A snapshot has as many rows above the screen as are asked for', async () => {
  const recorder = open({ size, scrollback });
  recorder.append(Buffer.from(Array.from({ length: 100 }, (_, n) => `${n}\r\n`).join('')));
  expect((await restored(recorder, 5)).buffer.normal.length).toBe(size.rows + 5);
  expect((await restored(recorder)).buffer.normal.length).toBe(size.rows + scrollback);
});

test('The text of the screen is what a person sees', async () => {
  const recorder = open({ size: { cols: 10, rows: 4 }, scrollback });
  recorder.append(Buffer.from('one\r\n\x1b[31mtwo\x1b[m and more 漢字   \r\n> \x1b[?2004h'));
  const text = { alternate: false, cursor: { x: 2, y: 3, visible: true } };
  expect(await recorder.text({ lines: 4 })).toEqual({ lines: ['one', 'two and mo', 're 漢字', '>'], ...text });
  expect(await recorder.text({ lines: 4, unwrap: true })).toEqual({
    lines: ['one', 'two and more 漢字', '>'],
    ...text,
  });
  const { lines } = await recorder.text({ lines: 3, ansi: true });
  expect(lines[0]).toBe('\x1b[0;31mtwo\x1b[m and mo');
  expect(await recorder.marksPastes()).toBe(true);
});

test('Lines are found, the newest first', async () => {
  const recorder = open({ size, scrollback });
  recorder.append(
    Buffer.from('An Error\r\nfine\r\nerror 42 in a line that is wrapped, because it is so very long, by error\r\n'),
  );
  const at = (matches: { line: number; at: number; length: number }[]) =>
    matches.map(({ line, at, length }) => [line, at, length]);
  expect(at(await recorder.search({ text: 'error', most: 9 }))).toEqual([
    [2, 0, 5],
    [0, 3, 5],
  ]);
  expect(at(await recorder.search({ text: 'error', most: 1 }))).toEqual([[2, 0, 5]]);
  expect(at(await recorder.search({ text: 'Error', caseSensitive: true, most: 9 }))).toEqual([[0, 3, 5]]);
  expect(at(await recorder.search({ text: 'long, by e[r]+', regex: true, most: 9 }))).toEqual([[2, 58, 12]]);
  expect(await recorder.search({ text: '(', regex: true, most: 9 })).toEqual([]);
});

test('When the thread ends, questions are answered, and a new one knows what is kept', async () => {
  const recorder = open({ size, scrollback });
  const replies: Uint8Array[] = [];
  recorder.replies.on((bytes) => replies.push(bytes));
  recorder.append(Buffer.from('hello \x1b[c'));
  await expect.poll(() => replies.length).toBe(1);
  const asked = recorder.text({ lines: 1 });
  thread.fail();
  expect((await asked).lines).toEqual([]);
  recorder.append(Buffer.from('world'));
  expect((await recorder.text({ lines: 10 })).lines[0]).toBe('hello world');
  expect(replies).toHaveLength(1);
});
