import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPtys } from '../../../src/main/node/ptys';
import type { Pty, PtyRequest } from '../../../src/main/ports';
import { createScope, type Scope } from '../../../src/shared/scope';
import type { Exit } from '../../../src/shared/vocabulary';

const ptys = createPtys();
const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', TERM: 'xterm-256color' };
let scope: Scope;
let folder: string;

beforeEach(async () => {
  scope = createScope();
  folder = await mkdtemp(join(tmpdir(), 'ptys-'));
});

afterEach(async () => {
  await scope.close();
  await rm(folder, { recursive: true });
});

/** A pty that runs a line of shell, and what has come out of it. */
function run(line: string, request: Partial<PtyRequest> = {}) {
  const opened = ptys.open({
    ...{ file: '/bin/sh', args: ['-c', line], cwd: folder, env, size: { cols: 80, rows: 24 } },
    ...request,
  });
  if (!opened.ok) throw new Error(opened.message);
  const pty = scope.use(opened.value);
  const chunks: Uint8Array[] = [];
  pty.data.on((chunk) => void chunks.push(Buffer.from(chunk)));
  const bytes = () => Buffer.concat(chunks);
  return {
    pty,
    bytes,
    exit: new Promise<Exit>((resolve) => pty.exited.on(resolve)),
    said: (text: string) => until(pty, () => bytes().includes(text)),
  };
}

function until(pty: Pty, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = pty.data.on(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
    if (holds()) resolve();
  });
}

const openFiles = () => readdirSync('/proc/self/fd').length;

/** As proc(5) has it: R, S, T…; Z when it has ended. */
function stateOf(pid: number): string {
  try {
    return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1] ?? 'Z';
  } catch {
    return 'Z';
  }
}

const isAlive = (pid: number) => stateOf(pid) !== 'Z';
const isStopped = (pid: number) => stateOf(pid) === 'T';

const allBytes = Buffer.from(Array.from({ length: 65_536 }, (_, at) => (at * 7 + (at >> 8)) & 0xff));

describe('output', () => {
  test('every byte value arrives as it was written', async () => {
    await writeFile(join(folder, 'bytes'), allBytes);
    const { bytes, exit } = run('stty raw -echo; cat bytes');
    expect(await exit).toEqual({ code: 0 });
    expect(bytes().equals(allBytes)).toBe(true);
  });

  test('nothing is lost when a command prints and ends at once', { timeout: 120_000 }, async () => {
    const all = Buffer.concat([allBytes, allBytes, allBytes, allBytes]);
    await writeFile(join(folder, 'bytes'), all);
    const lost: string[] = [];
    for (let at = 0; at < 40; at++) {
      const size = 20_000 + Math.round((at * 180_000) / 39);
      const { pty, bytes, exit } = run(`stty raw; head -c ${size} bytes`);
      if (at % 2 === 0) await pauseWhenNearTheEnd(pty, () => bytes().length, size);
      await exit;
      if (!bytes().equals(all.subarray(0, size))) lost.push(`run ${at}: ${bytes().length} of ${size}`);
    }
    expect(lost).toEqual([]);
  });

  /** Pauses with the rest in the kernel, so that the command can end; goes on when it has, or if the rest does not fit. */
  async function pauseWhenNearTheEnd(pty: Pty, received: () => number, size: number): Promise<void> {
    await until(pty, () => received() >= size - 11_000);
    pty.pause();
    const deadline = performance.now() + 500;
    while (isAlive(pty.pid) && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 1));
    pty.resume();
  }

  test('a paused pty stops its writer, and goes on without a gap', async () => {
    await writeFile(join(folder, 'bytes'), Buffer.concat(Array.from({ length: 16 }, () => allBytes)));
    const { pty, bytes, exit } = run('stty raw -echo; cat bytes');
    pty.pause();
    for (let before = -1; before !== bytes().length; ) {
      before = bytes().length;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(bytes().length).toBeLessThan(200_000);
    expect(isAlive(pty.pid)).toBe(true);
    pty.resume();
    expect(await exit).toEqual({ code: 0 });
    expect(bytes().equals(Buffer.concat(Array.from({ length: 16 }, () => allBytes)))).toBe(true);
  });
});

test.each<[line: string, exit: Exit]>([
  ['exit 0', { code: 0 }],
  ['exit 7', { code: 7 }],
  ['kill -TERM $$', { signal: 15 }],
])('the end of "%s" is told', async (line, expected) => {
  expect(await run(line).exit).toEqual(expected);
});

describe('the process', () => {
  test('has the size, folder and environment that were asked for, and hears of a new size', async () => {
    const { pty, said } = run('trap "stty size" WINCH; stty size; pwd; echo "<$VALUE>"; while :; do sleep 0.01; done', {
      env: { ...env, VALUE: 'a b=c' },
      size: { cols: 101, rows: 33 },
    });
    await said(`33 101\r\n${folder}\r\n<a b=c>\r\n`);
    pty.resize({ cols: 61, rows: 17 });
    await said('17 61');
  });

  test('reads a megabyte of input in order, at its own pace, and ours does not spin meanwhile', async () => {
    const { pty, bytes, exit, said } = run('stty raw -echo; echo ready; sleep 0.5; head -c 1000000 | md5sum');
    await said('ready');
    const input = Buffer.concat(Array.from({ length: 16 }, () => allBytes)).subarray(0, 1_000_000);
    const before = process.cpuUsage();
    for (let at = 0; at < input.length; at += 10_000) pty.write(input.subarray(at, at + 10_000));
    await new Promise((resolve) => setTimeout(resolve, 400));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(200);
    await exit;
    const { createHash } = await import('node:crypto');
    expect(bytes().toString()).toContain(createHash('md5').update(input).digest('hex'));
  });

  test('is not waited for with more than a megabyte: a write beyond is refused whole', async () => {
    const { pty, bytes, exit, said } = run(
      'stty raw -echo; echo ready; kill -STOP $$; head -c 1000000 | wc -c; head -c 3',
    );
    await said('ready');
    pty.write(Buffer.alloc(1_000_000, 'a'));
    pty.write(Buffer.alloc(100_000, 'b'));
    while (!isStopped(pty.pid)) await new Promise((resolve) => setTimeout(resolve, 1));
    process.kill(pty.pid, 'SIGCONT');
    await said('1000000');
    pty.write(Buffer.from('ccc'));
    await exit;
    expect(bytes().toString()).toMatch(/1000000\r?\nccc/);
  });
});

describe('closing', () => {
  test.each([
    ['a command that ignores the hang-up', 'trap "" HUP; echo up; while :; do sleep 1; done'],
    ['a job started with nohup', 'nohup sleep 1000 & echo up; wait'],
    ['jobs in groups of their own', 'set -m; (trap "" HUP; sleep 1000) & sleep 1000 & echo up; wait'],
    ['a stopped job', 'set -m; sleep 1000 & kill -STOP $!; echo up; sleep 1000'],
    ['a flood that nobody reads', 'echo up; yes'],
  ])('ends %s', async (_, line) => {
    const { pty, exit, said } = run(line);
    await said('up');
    pty.pause();
    const members = sessionOf(pty.pid);
    expect(members).toContain(pty.pid);
    await pty.close();
    expect(members.filter(isAlive)).toEqual([]);
    expect(sessionOf(pty.pid)).toEqual([]);
    await exit;
  });

  test('ends a process that has only just been forked', async () => {
    const { pty } = run('sleep 1000');
    await pty.close();
    expect(isAlive(pty.pid)).toBe(false);
  });

  test('can be asked for twice, and after the end', async () => {
    const { pty, exit } = run('exit 3');
    expect(await exit).toEqual({ code: 3 });
    await Promise.all([pty.close(), pty.close()]);
    pty.write(Buffer.from('late'));
    pty.resize({ cols: 10, rows: 10 });
    pty.pause();
    pty.resume();
  });

  test('leaves no file open, however the process ended', async () => {
    await run('exit').exit;
    const before = openFiles();
    for (let at = 0; at < 20; at++) {
      const { pty, exit } = run(at % 2 ? 'exit' : 'sleep 1000');
      await (at % 2 ? exit : pty.close());
    }
    expect(openFiles()).toBeLessThanOrEqual(before);
  });

  function sessionOf(sid: number): number[] {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.map(Number).filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
        return isAlive(pid) && stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3] === String(sid);
      } catch {
        return false;
      }
    });
  }
});

test.each<[what: string, request: Partial<PtyRequest>, message: RegExp]>([
  ['a program that is not there', { file: '/nowhere/sh' }, /\/nowhere\/sh is not a program .* permissions/],
  ['a name that is not in the PATH', { file: 'no-such-program' }, /no-such-program .* PATH.* Install it/],
  ['a folder', { file: '/tmp' }, /\/tmp is not a program/],
  ['a working directory that is not there', { cwd: '/nowhere' }, /The folder \/nowhere does not exist/],
])('%s is said before anything starts', (_, request, message) => {
  const before = openFiles();
  const opened = ptys.open({
    ...{ file: '/bin/sh', args: [], cwd: folder, env, size: { cols: 80, rows: 24 } },
    ...request,
  });
  expect(opened).toMatchObject({ ok: false, error: 'cannot-start', message: expect.stringMatching(message) });
  expect(openFiles()).toBe(before);
});
