import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProcesses } from '../../../src/main/node/processes';
import type { Child, SpawnRequest } from '../../../src/main/ports';

const processes = createProcesses();
const path = process.env.PATH ?? '/usr/bin:/bin';
let folder: string;
let started: Child[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'processes-'));
  started = [];
});
afterEach(async () => {
  for (const child of started) {
    child.endInput();
    child.signalGroup('SIGKILL');
    await gone(child);
  }
  rmSync(folder, { recursive: true });
});

const gone = (child: Child) => expect.poll(() => child.groupAlive(), { timeout: 5_000, interval: 5 }).toBe(false);

async function spawn(request: Partial<SpawnRequest>): Promise<Child> {
  const result = await processes.spawn({ file: 'sh', args: [], cwd: folder, env: { PATH: path }, ...request });
  if (!result.ok) throw new Error(result.message);
  started.push(result.value);
  return result.value;
}

/** A line of shell, and the text that has come out of it. */
async function shell(line: string) {
  const child = await spawn({ args: ['-c', line] });
  const text = { stdout: '', stderr: '' };
  child.output.on(({ stream, chunk }) => {
    text[stream] += new TextDecoder().decode(chunk);
  });
  const printed = (expected: string) => expect.poll(() => text.stdout, { timeout: 5_000, interval: 5 }).toBe(expected);
  return { child, text, printed };
}

test('a child is known before anything else can be read', async () => {
  const order: string[] = [];
  setImmediate(() => order.push('input and output'));
  await spawn({ args: ['-c', 'exit'] });
  order.push('spawned');
  await new Promise(setImmediate);
  expect(order).toEqual(['spawned', 'input and output']);
});

test('a child gets exactly the environment and the folder that were asked for', async () => {
  const child = await spawn({ file: 'env', env: { PATH: path, GREETING: 'a  b\n"c" ü' } });
  let text = '';
  child.output.on(({ chunk }) => {
    text += new TextDecoder().decode(chunk);
  });
  await child.exited;
  expect(text).toBe(`PATH=${path}\nGREETING=a  b\n"c" ü\n`);
  const { text: where, child: pwd } = await shell('pwd -P');
  await pwd.exited;
  expect(where.stdout.trim()).toMatch(new RegExp(`${folder}$`));
});

test('a child leads a session and a group of its own', async () => {
  const { child, text } = await shell('ps -o pid=,pgid=,sid= -p $$');
  await child.exited;
  expect(text.stdout.trim().split(/\s+/)).toEqual([child.pid, child.pid, child.pid].map(String));
});

test.each([
  ['exit 0', { code: 0 }],
  ['exit 3', { code: 3 }],
  ['kill -9 $$', { signal: 9 }],
  ['kill -TERM $$', { signal: 15 }],
])('the end of "%s" is reported', async (line, exit) => {
  const { child } = await shell(line);
  expect(await child.exited).toEqual(exit);
});

test('all output is read before the end is reported', async () => {
  const { child, text } = await shell('head -c 1000000 /dev/zero | tr "\\0" x; echo error >&2');
  await child.exited;
  expect([text.stdout.length, text.stderr]).toEqual([1_000_000, 'error\n']);
});

test('a process in the background that holds the output open does not hold up the end', async () => {
  const { child } = await shell('sleep 60 & exit 7');
  expect(await child.exited).toEqual({ code: 7 });
  expect(child.groupAlive()).toBe(true);
});

test('input can be written and closed', async () => {
  const { child, text } = await shell('cat; echo closed');
  child.write('one\n');
  child.endInput();
  child.write('too late');
  await child.exited;
  expect(text.stdout).toBe('one\nclosed\n');
});

test('input written to a process that does not read breaks nothing', async () => {
  const { child } = await shell('exec <&-; sleep 0.1');
  child.write('x'.repeat(1_000_000));
  expect(await child.exited).toEqual({ code: 0 });
  child.write('more');
  child.endInput();
});

test('a process in the background reads input on after the first has ended', async () => {
  const { child, printed } = await shell('exec 3<&0; { cat <&3; echo closed; } & exit 0');
  await child.exited;
  child.write('still there\n');
  await printed('still there\n');
  child.endInput();
  await printed('still there\nclosed\n');
});

test('a signal reaches the whole group, also after its leader has ended', async () => {
  const { child, printed } = await shell('sleep 60 & sleep 60 & echo ready');
  await child.exited;
  await printed('ready\n');
  expect(child.signalGroup('SIGTERM')).toBe(true);
  await gone(child);
  expect(child.signalGroup('SIGTERM')).toBe(false);
});

describe('What cannot be started is explained:', () => {
  const cases: Record<string, { request: () => Partial<SpawnRequest>; error: string; message: string }> = {
    'a program that is not in the PATH': {
      request: () => ({ file: 'no-such-program' }),
      error: 'not-found',
      message: 'no-such-program was not found in the PATH.',
    },
    'a path where nothing is': {
      request: () => ({ file: '/no/such/program' }),
      error: 'not-found',
      message: '/no/such/program was not found.',
    },
    'a path through a file': {
      request: () => ({ file: `${write('file', '')}/program` }),
      error: 'not-found',
      message: 'FOLDER/file/program was not found.',
    },
    'a folder that has gone': {
      request: () => ({ cwd: join(folder, 'gone') }),
      error: 'no-folder',
      message: 'The folder FOLDER/gone does not exist or may not be entered.',
    },
    'a folder that has become a file': {
      request: () => ({ cwd: write('file', '') }),
      error: 'no-folder',
      message: 'The folder FOLDER/file does not exist or may not be entered.',
    },
    'a file that is not executable': {
      request: () => ({ file: write('script', '#!/bin/sh\n') }),
      error: 'not-executable',
      message: 'FOLDER/script is not executable. Mend it with: chmod +x FOLDER/script',
    },
    'a folder in the place of a program': {
      request: () => {
        mkdirSync(join(folder, 'inner'));
        return { file: join(folder, 'inner') };
      },
      error: 'not-executable',
      message: 'FOLDER/inner is a folder, not a program',
    },
    'a script for a program that is missing': {
      request: () => ({ file: write('script', '#!/no/such/interpreter\n', 0o755) }),
      error: 'not-executable',
      message: 'FOLDER/script needs a program that is not installed: look at its first line, after "#!".',
    },
    'a variable that is too long': {
      request: () => ({ env: { PATH: path, LONG: 'x'.repeat(3_000_000) } }),
      error: 'too-large',
      message: 'The arguments and environment of sh are longer than the system allows.',
    },
    'an argument that cannot be': {
      request: () => ({ args: ['a\0b'] }),
      error: 'cannot-start',
      message: 'sh could not be started: ',
    },
  };

  test.each(Object.entries(cases))('%s', async (_, { request, error, message }) => {
    const asked = { file: 'sh', args: [], cwd: folder, env: { PATH: path }, ...request() };
    const result = await processes.spawn(asked);
    expect(result).toMatchObject({ ok: false, error });
    expect(result.ok ? '' : result.message.replaceAll(folder, 'FOLDER')).toContain(message);
  });

  function write(name: string, text: string, mode = 0o644): string {
    const file = join(folder, name);
    writeFileSync(file, text);
    chmodSync(file, mode);
    return file;
  }
});
