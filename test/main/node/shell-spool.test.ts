import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRecordReader } from '../../../src/main/features/shell/records';
import { createShellSpool } from '../../../src/main/node/shell-spool';
import type { ReportingShell } from '../../../src/main/ports';
import { createScope, type Scope } from '../../../src/shared/scope';
import { temporaryDirectory } from '../gateway/transports';

let scope: Scope;
let directory: string;
beforeEach(() => {
  scope = createScope();
  directory = join(temporaryDirectory(scope), 'run', 'shells');
});
afterEach(() => scope.close());

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 });
const startOf = (pid: number) =>
  readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /, '')
    .split(' ')[19];
const nameOf = (pid: number, kind = 'bash', terminal = 34_819) => `${kind}.${pid}.${startOf(pid)}.${terminal}`;

function follow(largest?: number, own = scope) {
  const seen = new Map<number, { shell: ReportingShell; text: string; ended: boolean }>();
  const opened = createShellSpool(directory, largest).open((shell) => {
    const entry = { shell, text: '', ended: false };
    seen.set(shell.pid, entry);
    shell.data.on((bytes) => {
      entry.text += Buffer.from(bytes).toString('latin1');
    });
    shell.ended.on(() => {
      entry.ended = true;
    });
  }, own);
  expect(opened).toMatchObject({ ok: true });
  return seen;
}

test('what shells append is told, for as long as they live', async () => {
  const seen = follow();
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  const child = spawn('sleep', ['100']);
  const pid = child.pid ?? 0;
  const file = join(directory, nameOf(pid));
  writeFileSync(file, '');
  await eventually(() => expect(seen.get(pid)?.shell).toMatchObject({ kind: 'bash', pid, tty: 'pts/3' }));
  for (const text of ['one', 'two', 'three']) appendFileSync(file, text);
  await eventually(() => expect(seen.get(pid)?.text).toBe('onetwothree'));
  writeFileSync(`${file}.trap`, '');
  child.kill();
  await once(child, 'exit');
  appendFileSync(file, '!');
  await eventually(() => expect(seen.get(pid)).toMatchObject({ text: 'onetwothree!', ended: true }));
  expect(readdirSync(directory)).toEqual([]);
});

test('a file that grows large is begun anew, and not a byte is lost', async () => {
  const seen = follow(10_000);
  const file = join(directory, nameOf(process.pid, 'zsh'));
  let written = '';
  for (let number = 0; number < 3_000; number++) {
    const text = `${number} ${'x'.repeat(number % 100)}\n`;
    appendFileSync(file, text);
    written += text;
    if (number % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await eventually(() => expect(seen.get(process.pid)?.text.length).toBe(written.length));
  expect(seen.get(process.pid)?.text).toBe(written);
  const sizes = readdirSync(directory).map((name) => statSync(join(directory, name)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
});

test('a flood is read to its end, and others are heard meanwhile', async () => {
  const seen = follow();
  const child = spawn('sleep', ['100']);
  scope.defer(() => void child.kill());
  const pid = child.pid ?? 0;
  appendFileSync(join(directory, nameOf(process.pid)), 'x'.repeat(20_000_000));
  writeFileSync(join(directory, nameOf(pid)), 'heard');
  await eventually(() => expect(seen.get(pid)?.text).toBe('heard'));
  await eventually(() => expect(seen.get(process.pid)?.text.length).toBe(20_000_000));
});

test('zeros and small records keep nobody waiting', async () => {
  createShellSpool(directory, 100_000).open(({ data }) => {
    const reader = createRecordReader({ onRecord() {}, onMalformed() {} });
    data.on(reader.push);
  }, scope);
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  scope.defer(() => clearInterval(timer));
  const zeros = join(directory, nameOf(process.pid, 'zsh'));
  writeFileSync(zeros, '');
  truncateSync(zeros, 2_000_000);
  writeFileSync(join(directory, nameOf(process.pid)), 'B\x001\x000\0=/\0=x\0\0'.repeat(50_000));
  // Both have been read to their ends when they have been put aside and are asked for anew.
  await eventually(() => expect(readdirSync(directory).filter((name) => name.endsWith('.old')).length).toBe(2));
  expect(longest).toBeLessThan(2_000);
});

test('a folder that somebody removes is made again, and its shells are heard again', async () => {
  const seen = follow();
  const file = join(directory, nameOf(process.pid));
  writeFileSync(file, 'before');
  await eventually(() => expect(seen.get(process.pid)?.text).toBe('before'));
  rmSync(directory, { recursive: true });
  await eventually(() => expect(existsSync(directory)).toBe(true));
  appendFileSync(file, ', after');
  await eventually(() => expect(seen.get(process.pid)?.text).toBe('before, after'));
});

test('a thousand shells are followed, and no more', async () => {
  const shells: ReportingShell[] = [];
  createShellSpool(directory).open((shell) => void shells.push(shell), scope);
  for (let terminal = 0; terminal < 1_500; terminal++) {
    writeFileSync(join(directory, nameOf(process.pid, 'bash', terminal)), '');
  }
  await eventually(() => expect(shells.length).toBeGreaterThanOrEqual(1_000));
  const [first] = shells;
  const heard = new Promise<void>((resolve) => void first?.data.on(() => resolve()));
  // What is told of this comes after what is told of all the others.
  appendFileSync(join(directory, nameOf(process.pid, 'bash', 0)), 'x');
  await heard;
  expect(shells.length).toBe(1_000);
});

test('what is no file of a shell is left alone', async () => {
  const seen = follow();
  writeFileSync(join(directory, 'bash.1'), 'x');
  writeFileSync(join(directory, `fish.${process.pid}.1.1`), 'x');
  writeFileSync(join(directory, `bash.0${process.pid}.1.1`), 'x');
  symlinkSync('/etc/passwd', join(directory, nameOf(process.pid)));
  mkdirSync(join(directory, nameOf(process.ppid)));
  const child = spawn('sleep', ['100']);
  scope.defer(() => void child.kill());
  writeFileSync(join(directory, nameOf(child.pid ?? 0)), 'heard');
  await eventually(() => expect(seen.get(child.pid ?? 0)?.text).toBe('heard'));
  expect([...seen.keys()]).toEqual([child.pid]);
});

test('a hub begins with an empty folder, and leaves none behind', async () => {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, nameOf(process.pid)), 'of before');
  const own = createScope();
  const seen = follow(undefined, own);
  expect(readdirSync(directory)).toEqual([]);
  appendFileSync(join(directory, nameOf(process.pid)), 'last words');
  await eventually(() => expect(seen.get(process.pid)?.text).toBe('last words'));
  await own.close();
  expect(existsSync(directory)).toBe(false);
  expect(seen.get(process.pid)?.ended).toBe(true);
});

test('a folder that cannot be made is a reason, not a crash', () => {
  const opened = createShellSpool('/proc/self/shells').open(() => {}, scope);
  expect(!opened.ok && opened.message).toContain('/proc/self/shells');
});
