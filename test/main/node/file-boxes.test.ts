import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFileBoxes } from '../../../src/main/node/file-boxes';
import type { FileBox } from '../../../src/main/ports';
import { createScope, type Scope } from '../../../src/shared/scope';
import { temporaryDirectory } from '../gateway/transports';

let scope: Scope;
let outside: string;
let folder: string;
let box: FileBox;
beforeEach(() => {
  scope = createScope();
  outside = temporaryDirectory(scope);
  folder = join(outside, 'box');
  mkdirSync(folder);
  writeFileSync(join(outside, 'secret'), 'secret');
  box = createFileBoxes().open([folder]);
});
afterEach(() => scope.close());

test('files are written, read, listed and removed, all bytes as they are', async () => {
  const bytes = new Uint8Array([0, 255, 128, 10]);
  expect(await box.write('a/b.bin', bytes)).toEqual({ ok: true, value: undefined });
  expect(await box.read('a/b.bin')).toEqual({ ok: true, value: bytes });
  await box.append('notes', 'one');
  await box.append('notes', 'two');
  expect(readFileSync(join(folder, 'notes'), 'utf8')).toBe('one\ntwo\n');
  expect(await box.list('.')).toEqual({ ok: true, value: ['a/', 'notes'] });
  expect(await box.remove('a')).toEqual({ ok: true, value: true });
  expect(await box.remove('a')).toEqual({ ok: true, value: false });
  expect(await box.read('a/b.bin')).toEqual({ ok: true, value: undefined });
  expect(await box.list('a')).toEqual({ ok: true, value: [] });
});

test('what is larger than the reader can take is not read', async () => {
  await box.write('large', new Uint8Array(2_000));
  expect(await box.read('large', 1_000)).toMatchObject({ ok: false, error: 'failed' });
  expect(await box.read('large', 2_000)).toMatchObject({ ok: true });
});

test('nothing outside is reached, by no path and no link', async () => {
  symlinkSync('../secret', join(folder, 'link'));
  symlinkSync('..', join(folder, 'up'));
  symlinkSync('../new', join(folder, 'dangling'));
  const paths = ['../secret', join(outside, 'secret'), 'link', 'up/secret', 'a/../../secret', '/etc/passwd', 'x\0'];
  for (const path of paths) {
    const did = [await box.read(path), await box.write(path, 'x'), await box.append(path, 'x'), await box.list(path)];
    expect(
      did.map((each) => each.ok || each.error),
      path,
    ).toEqual(['outside', 'outside', 'outside', 'outside']);
  }
  expect(await box.remove('../secret')).toMatchObject({ error: 'outside' });
  expect(await box.remove('.')).toMatchObject({ error: 'outside' });
  // A link itself may go; what it leads to stays.
  expect(await box.remove('link')).toEqual({ ok: true, value: true });
  await box.write('dangling', 'x');
  expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret');
  expect(await createFileBoxes().open([outside]).read('new')).toEqual({ ok: true, value: undefined });
});

test('what changes in a watched folder is told', async () => {
  const seen: string[] = [];
  await box.watch('data', (path, what) => seen.push(`${what} ${path.slice(folder.length)}`), scope);
  const until = (line: string) => vi.waitFor(() => expect(seen).toContain(line), { timeout: 5_000, interval: 5 });
  writeFileSync(join(folder, 'data/a'), 'one');
  await until('created /data/a');
  await box.remove('data/a');
  await until('removed /data/a');
  expect(await box.watch('..', () => {}, scope)).toMatchObject({ error: 'outside' });
});
