import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFiles } from '../../../src/main/node/files';
import type { FileContent } from '../../../src/main/ports';
import { createScope, type Scope } from '../../../src/shared/scope';
import { temporaryDirectory } from '../gateway/transports';

let scope: Scope;
let directory: string;
let path: string;
let seen: FileContent[];
const files = createFiles();

beforeEach(() => {
  scope = createScope();
  directory = temporaryDirectory(scope);
  path = join(directory, 'config.toml');
  seen = [];
});
afterEach(() => scope.close());

const watch = () => files.watchText(path, (content) => seen.push(content), scope);
const last = () => {
  const content = seen.at(-1);
  return content?.ok ? content.value : content?.error;
};
const untilLast = (text: string) => vi.waitFor(() => expect(last()).toBe(text), { timeout: 5_000, interval: 5 });

/** Ways in which editors and agents save a file. */
const ways: Record<string, (text: string) => void | Promise<void>> = {
  'in place': (text) => writeFileSync(path, text),
  'by a rename over it': (text) => {
    writeFileSync(`${path}.tmp`, text);
    renameSync(`${path}.tmp`, path);
  },
  'by removing and making it again': (text) => {
    rmSync(path);
    writeFileSync(path, text);
  },
  'with a backup moved aside (vim)': (text) => {
    renameSync(path, `${path}~`);
    writeFileSync(path, text);
    rmSync(`${path}~`);
  },
  'by truncating and a slow writing': async (text) => {
    const file = openSync(path, 'w');
    const half = text.length >> 1;
    for (const part of [text.slice(0, half), text.slice(half)]) {
      await new Promise((resolve) => setTimeout(resolve, 8));
      writeSync(file, part);
    }
    closeSync(file);
  },
};

describe.each(Object.entries(ways))('a file that is saved %s', (_way, save) => {
  test('is reported with its final content, each time', async () => {
    writeFileSync(path, 'zero');
    watch();
    await untilLast('zero');
    for (let i = 0; i < 20; i++) {
      const text = `content ${i} ${'x'.repeat(i * 100)}`;
      await save(text);
      await untilLast(text);
    }
  });

  test('is never reported half', async () => {
    writeFileSync(path, 'a'.repeat(1000));
    watch();
    await untilLast('a'.repeat(1000));
    await save('b'.repeat(1000));
    await untilLast('b'.repeat(1000));
    expect(seen.map((content) => (content.ok ? content.value[0] : content.error))).toEqual(['a', 'b']);
  });
});

test('the same content is reported once', async () => {
  writeFileSync(path, 'same');
  watch();
  await untilLast('same');
  writeFileSync(path, 'same');
  writeFileSync(path, 'other');
  await untilLast('other');
  expect(seen).toHaveLength(2);
});

test('a file that is not there is reported, and again when it comes', async () => {
  watch();
  await untilLast('not-found');
  writeFileSync(path, 'here');
  await untilLast('here');
});

test('a file that is removed is reported', async () => {
  writeFileSync(path, 'here');
  watch();
  await untilLast('here');
  rmSync(path);
  await untilLast('not-found');
});

test('a file that is emptied is reported as empty', async () => {
  writeFileSync(path, 'full');
  watch();
  await untilLast('full');
  writeFileSync(path, '');
  await untilLast('');
});

test('the target of a link is watched', async () => {
  const real = join(directory, 'dotfiles', 'viberot.toml');
  mkdirSync(join(directory, 'dotfiles'));
  writeFileSync(real, 'one');
  symlinkSync(real, path);
  watch();
  await untilLast('one');
  writeFileSync(real, 'two');
  await untilLast('two');
});

test('creating a file never overwrites one', async () => {
  expect(await files.createText(path, 'first')).toEqual({ ok: true, value: true });
  expect(await files.createText(path, 'second')).toEqual({ ok: true, value: false });
  expect(await files.readText(path)).toEqual({ ok: true, value: 'first' });
});

test('nothing is reported after the scope has closed', async () => {
  writeFileSync(path, 'one');
  watch();
  await untilLast('one');
  await scope.close();
  mkdirSync(directory, { recursive: true });
  writeFileSync(path, 'two');
  const other = createScope();
  const later: FileContent[] = [];
  files.watchText(path, (content) => later.push(content), other);
  await vi.waitFor(() => expect(later).toHaveLength(1));
  await other.close();
  rmSync(directory, { recursive: true });
  expect(last()).toBe('one');
});

/** What stands where a file is expected, and what is said about it. */
const unfit: Record<string, [make: () => void, message: RegExp]> = {
  'a FIFO': [() => expect(spawnSync('mkfifo', [path]).status).toBe(0), /not a regular file/],
  'a link to an endless device': [() => symlinkSync('/dev/zero', path), /not a regular file/],
  'a directory': [() => mkdirSync(path), /not a regular file/],
  'a file of 3 MB': [() => writeFileSync(path, 'x'.repeat(3_000_000)), /larger than 2 MB/],
};

describe.each(Object.entries(unfit))('%s', (_what, [make, message]) => {
  test('is refused at once and in clear words', async () => {
    make();
    const content = await files.readText(path);
    expect(content).toEqual({ ok: false, error: 'unreadable', message: expect.stringMatching(message) });
    expect(!content.ok && content.message).toContain(path);
  });

  test('is reported when watched, and the file that replaces it as well', async () => {
    make();
    watch();
    await untilLast('unreadable');
    rmSync(path, { recursive: true });
    writeFileSync(path, 'fit');
    await untilLast('fit');
  });
});

test('a file that never rests is reported all the same, and its end once it rests', async () => {
  writeFileSync(path, 'start');
  watch();
  await untilLast('start');
  const writer = spawn(process.execPath, ['-e', appendFor2Seconds, path], { stdio: 'ignore' });
  scope.defer(() => void writer.kill());
  await once(writer, 'exit');
  expect(writer.exitCode).toBe(0);
  expect(seen.length).toBeGreaterThan(2);
  await untilLast(readFileSync(path, 'utf8'));
});

const appendFor2Seconds = `
  const end = performance.now() + 2000;
  const timer = setInterval(() => {
    require('node:fs').appendFileSync(process.argv[1], 'x');
    if (performance.now() > end) clearInterval(timer);
  }, 5);
`;
