import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
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
const files = createFiles();

beforeEach(() => {
  scope = createScope();
  directory = temporaryDirectory(scope);
  path = join(directory, 'config.toml');
});
afterEach(() => scope.close());

describe('a file that is replaced', () => {
  const replace = (text: string) => files.replaceText(path, text);
  const read = () => readFileSync(path, 'utf8');

  test('keeps its mode and owner', async () => {
    writeFileSync(path, 'old');
    chmodSync(path, 0o640);
    if (isRoot) chownSync(path, 65534, 65533);
    expect(await replace('new €')).toEqual({ ok: true, value: undefined });
    const { mode, uid, gid } = statSync(path);
    expect([read(), mode & 0o777]).toEqual(['new €', 0o640]);
    if (isRoot) expect([uid, gid]).toEqual([65534, 65533]);
    expect(readdirSync(directory)).toEqual(['config.toml']);
  });

  test('by a link stays where it is, and the link as well', async () => {
    const real = join(directory, 'dotfiles', 'viberot.toml');
    mkdirSync(join(directory, 'dotfiles'));
    writeFileSync(real, 'old');
    symlinkSync('dotfiles/viberot.toml', path);
    expect(await replace('new')).toMatchObject({ ok: true });
    expect([readFileSync(real, 'utf8'), readlinkSync(path)]).toEqual(['new', 'dotfiles/viberot.toml']);
  });

  test('is reported as any other that is saved', async () => {
    writeFileSync(path, 'old');
    const seen: FileContent[] = [];
    const until = (length: number) =>
      vi.waitFor(() => expect(seen).toHaveLength(length), { timeout: 5_000, interval: 5 });
    files.watchText(path, (content) => seen.push(content), scope);
    await until(1);
    await replace('new');
    await until(2);
    expect(seen[1]).toEqual({ ok: true, value: 'new' });
  });

  test('must be there', async () => {
    expect(await replace('new')).toEqual({
      ok: false,
      error: 'not-writable',
      message: expect.stringContaining('ENOENT'),
    });
    expect(readdirSync(directory)).toEqual([]);
  });

  test('must not become larger than what is read', async () => {
    writeFileSync(path, 'old');
    expect(await replace('€'.repeat(700_000))).toMatchObject({ message: `${path} would be larger than 2 MB` });
    expect(read()).toBe('old');
  });

  test.each([
    ['that is read-only', () => chmodSync(path, 0o444)],
    ['in a folder that is read-only', () => chmodSync(directory, 0o555)],
  ])('%s stays as it is', async (_where, protect) => {
    writeFileSync(path, 'old');
    chmodSync(path, 0o666);
    chmodSync(directory, 0o777);
    protect();
    const result = await asNobody(() => replace('new'));
    chmodSync(directory, 0o777);
    expect(result).toEqual({ ok: false, error: 'not-writable', message: expect.stringContaining('EACCES') });
    expect([read(), readdirSync(directory)]).toEqual(['old', ['config.toml']]);
  });

  test('on a full disk stays as it is', async (context) => {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory]);
    if (mounted.status !== 0) context.skip('a small disk can be made only by root, where mounting is allowed');
    try {
      writeFileSync(path, 'old');
      expect(await replace('x'.repeat(100_000))).toMatchObject({
        ok: false,
        message: expect.stringContaining('ENOSPC'),
      });
      expect([read(), readdirSync(directory)]).toEqual(['old', ['config.toml']]);
      const fresh = join(directory, 'fresh.lua');
      expect(await files.createText(fresh, 'x'.repeat(100_000))).toMatchObject({
        ok: false,
        message: expect.stringContaining(`${fresh} could not be written: ENOSPC`),
      });
      expect(readdirSync(directory)).toEqual(['config.toml']);
    } finally {
      spawnSync('umount', [directory]);
    }
  });

  test('holds the old text or the new one when the writer is killed', async () => {
    const texts = ['a', 'b'].map((letter) => letter.repeat(500_000));
    for (let round = 0; round < 5; round++) {
      writeFileSync(path, texts[0] ?? '');
      const writer = spawn(process.execPath, ['-e', replaceForEver, path, ...texts.map((text) => text[0] ?? '')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      scope.defer(() => void writer.kill('SIGKILL'));
      await once(writer.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, round * 7));
      writer.kill('SIGKILL');
      await once(writer, 'exit');
      expect(texts).toContain(read());
    }
  });
});

const isRoot = process.getuid?.() === 0;

/** What is read-only is so for everybody but root. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  if (isRoot) process.seteuid?.(65534);
  try {
    return await act();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

// As write-text.ts has it, which a plain Node can't load.
const replaceForEver = `
  const replace = require('write-file-atomic');
  const { writeFile } = require('node:fs/promises');
  const [, path, ...letters] = process.argv;
  (async () => {
    for (let n = 0; ; n++) {
      const text = letters[n % 2].repeat(500_000);
      await replace(path, '', { tmpfileCreated: (created) => writeFile(created, text) });
      if (n === 0) console.log('begun');
    }
  })();
`;
