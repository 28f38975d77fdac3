import { closeSync, mkdirSync, openSync, renameSync, rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
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
