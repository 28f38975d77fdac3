import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPtys } from '../../../../src/main/node';
import { resizeXterm } from '../../../../src/main/terminal-host/recorder/internals';
import { createScreen } from '../../../../src/main/terminal-host/recorder/screen';
import { cutCharacterBytes } from '../../../../src/shared/utf8';
import { describeXterm, openXterm, write } from './xterm-state';

const size = { cols: 90, rows: 28 };
const narrower = { cols: 70, rows: 20 };
const scrollback = 200;
/** A program has drawn itself when it is quiet for so long. */
const quietMs = 150;
const longestMs = 4_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recorder-'));
  const text = Array.from({ length: 300 }, (_, n) => `${n} \t漢字 and text ${'word '.repeat(n % 40)}`).join('\n');
  writeFileSync(join(folder, 'text.c'), `/* ${text} */\nint main(void) { return "string"[0]; }\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Program {
  readonly name: string;
  readonly args: readonly string[];
  /** What is typed, one after the other. */
  readonly keys: readonly string[];
}

const programs: readonly Program[] = [
  {
    name: 'vim',
    args: ['-u', 'NONE', '-N', '-c', 'syntax on | set number mouse=a', 'text.c'],
    keys: ['10j', ':split\r', 'G', 'ihello\x1b', '/word\r'],
  },
  { name: 'less', args: ['-R', 'text.c'], keys: [' ', 'G', '/word\r', 'b'] },
  { name: 'top', args: ['-d', '0.5'], keys: ['c', 'z', '1'] },
  { name: 'htop', args: ['-d', '5'], keys: ['t', '\x1b[B', 'H'] },
  {
    name: 'tmux',
    args: [
      '-S',
      'tmux-socket',
      '-f',
      '/dev/null',
      'new-session',
      'printf "\\033[1;32mgreen\\033[0m\\n"; ls --color /; exec sh',
    ],
    keys: ['\x02"', 'ls -l /\r', '\x02%', 'seq 100\r'],
  },
  {
    name: 'bash',
    args: ['--norc', '-i'],
    keys: ['ls --color=always /\r', 'seq 400\r', 'printf "\\033[4:3;58:5:3mcurly\\n"\r', 'echo un\x02\x02x'],
  },
];

test.each(programs)('$name looks the same after a snapshot in its midst', async (program) => {
  if (spawnSync('sh', ['-c', `command -v ${program.name}`]).status !== 0) {
    console.log(`${program.name} is not here, so it is not tested.`);
    return;
  }
  const chunks = await record(program);
  const steps = chunks.length;
  for (const at of [1, Math.floor(steps / 3), Math.floor(steps / 2), steps - 1, steps]) {
    const whole = openXterm(size, scrollback);
    const screen = createScreen({ size, scrollback, from: 0, muted: 0, reply: () => {} });
    let restored = openXterm(size, scrollback);
    chunks.forEach((chunk, index) => {
      if (index === at) restored = restore();
      if (chunk === 'resize') {
        resizeXterm(whole, narrower);
        if (index < at) screen.resize(narrower);
        else resizeXterm(restored, narrower);
      } else {
        write(whole, chunk);
        if (index < at) screen.write(chunk);
        else write(restored, chunk);
      }
    });
    if (at === steps) restored = restore();
    expect(describeXterm(restored)).toEqual(describeXterm(whole));
    screen.close();

    function restore() {
      const { bytes, size: now, offset } = screen.snapshot(scrollback);
      expect(offset).toBe(screen.end);
      const xterm = openXterm(now, scrollback);
      const answers = xterm.onData((text) => expect(text).toBe('nothing'));
      write(xterm, bytes.subarray(4));
      answers.dispose();
      expect(describeXterm(xterm)).toEqual(describeXterm(whole));
      return xterm;
    }
  }
});

/** What a program writes, in whole characters, while it is used and resized. */
async function record({ name, args, keys }: Program): Promise<(Uint8Array | 'resize')[]> {
  const chunks: (Uint8Array | 'resize')[] = [];
  const env = { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', HOME: folder, TMUX: '', PS1: '$ ' } as Record<
    string,
    string
  >;
  const opened = createPtys().open({ file: name, args: [...args], cwd: folder, env, size });
  if (!opened.ok) throw new Error(opened.message);
  const pty = opened.value;
  const answers = createScreen({ size, scrollback, from: 0, muted: 0, reply: (text) => pty.write(Buffer.from(text)) });
  let heardAt = Date.now();
  let rest: Uint8Array = new Uint8Array();
  pty.data.on((bytes) => {
    heardAt = Date.now();
    answers.write(bytes);
    const all = Buffer.concat([rest, bytes]);
    const whole = all.length - cutCharacterBytes(all);
    rest = all.subarray(whole);
    if (whole > 0) chunks.push(new Uint8Array(all.subarray(0, whole)));
  });
  async function settle(): Promise<void> {
    const began = Date.now();
    while (Date.now() - Math.max(heardAt, began) < quietMs && Date.now() - began < longestMs)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await settle();
  for (const [index, key] of keys.entries()) {
    pty.write(Buffer.from(key));
    await settle();
    if (index === 1) {
      chunks.push('resize');
      pty.resize(narrower);
      answers.resize(narrower);
      await settle();
    }
  }
  await pty.close();
  if (name === 'tmux') spawnSync('tmux', ['-S', 'tmux-socket', 'kill-server'], { cwd: folder });
  answers.close();
  return chunks;
}
