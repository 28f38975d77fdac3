import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createFolders } from '../../../src/main/node/folders';

const folders = createFolders();
const never = new AbortController().signal;
let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'viberot-folders-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

describe('measuring', () => {
  test('counts what du counts: blocks, each file once, no link', async () => {
    write({ 'a/big': 'x'.repeat(300_000), 'a/b/c/small': 'x', 'outside/big': 'x'.repeat(500_000) });
    linkSync(join(root, 'a/big'), join(root, 'a/b/same'));
    symlinkSync(join(root, 'outside'), join(root, 'a/link'));
    const { bytes } = await folders.measure(join(root, 'a'), never);
    expect(bytes).toBe(Number(execFileSync('du', ['-s', '-B1', join(root, 'a')], { encoding: 'utf8' }).split('\t')[0]));
  });

  test('tells the last change right in it', async () => {
    write({ 'a/x': 'x' });
    const { modifiedAt } = await folders.measure(join(root, 'a'), never);
    expect(modifiedAt).toBe(Math.max(statSync(join(root, 'a')).mtimeMs, statSync(join(root, 'a/x')).mtimeMs));
  });

  test('of nothing is nothing, and ends when nobody waits', async () => {
    write({ 'a/x': 'x'.repeat(100_000) });
    expect(await folders.measure(join(root, 'none'), never)).toEqual({ bytes: 0, modifiedAt: 0 });
    const { bytes } = await folders.measure(join(root, 'a'), AbortSignal.abort());
    expect(bytes).toBeLessThan(100_000);
  });
});

describe('the start of a file', () => {
  test('is read, no further than asked for', async () => {
    write({ x: 'hello' });
    expect(await folders.readStart(join(root, 'x'), 2)).toEqual({ kind: 'file', start: Buffer.from('he'), bytes: 5 });
    expect(await folders.readStart(join(root, 'x'), 100)).toMatchObject({ start: Buffer.from('hello') });
  });

  test('of a link is where it leads; a pipe or a folder has none', async () => {
    symlinkSync('/etc/passwd', join(root, 'link'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    expect(await folders.readStart(join(root, 'link'), 100)).toEqual({ kind: 'link', target: '/etc/passwd' });
    expect(await folders.readStart(join(root, 'pipe'), 100)).toEqual({ kind: 'other' });
    expect(await folders.readStart(root, 100)).toEqual({ kind: 'other' });
    expect(await folders.readStart(join(root, 'none'), 100)).toBeUndefined();
  });
});

describe('copying', () => {
  const limits = { files: 2, bytes: 100 };
  const copy = (...paths: string[]) => folders.copy(join(root, 'from'), join(root, 'to'), paths, limits);

  beforeEach(() => {
    write({ 'from/a': 'a', 'from/sub/b': 'b', 'from/large': 'x'.repeat(101), 'to/there': 'mine', 'from/there': 'x' });
  });

  test('keeps places and modes, and what is there', async () => {
    chmodSync(join(root, 'from/a'), 0o600);
    expect(await copy('a', 'sub/b')).toEqual({ ok: true, value: 2 });
    expect(await copy('there')).toEqual({ ok: true, value: 0 });
    expect(readdirSync(join(root, 'to'))).toEqual(['a', 'sub', 'there']);
    expect(statSync(join(root, 'to/a')).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, 'to/there')).size).toBe(4);
  });

  test('leaves out links, folders, and all that lies outside, on either side', async () => {
    write({ secret: 's', 'out/x': '', 'from/trap/x': 'x' });
    symlinkSync(join(root, 'secret'), join(root, 'from/link'));
    symlinkSync(join(root, 'out'), join(root, 'from/door'));
    symlinkSync(join(root, 'out'), join(root, 'to/trap'));
    expect(await copy('link', 'sub', 'door/x', '../secret', 'none', 'trap/x')).toEqual({ ok: true, value: 0 });
    expect(readdirSync(join(root, 'out'))).toEqual(['x']);
    expect(statSync(join(root, 'out/x')).size).toBe(0);
  });

  test.each([[['a', 'sub/b', 'there']], [['large']]])('copies nothing when it is too much: %s', async (paths) => {
    expect(await copy(...paths)).toMatchObject({ error: 'too-much' });
    expect(readdirSync(join(root, 'to'))).toEqual(['there']);
  });
});

test('folders are listed without links and files; removing takes all of it', async () => {
  write({ 'a/b/x': '', 'a/c/x': '', 'a/file': '' });
  symlinkSync(root, join(root, 'a/link'));
  expect(await folders.foldersIn(join(root, 'a'))).toEqual(['b', 'c']);
  expect(await folders.foldersIn(join(root, 'none'))).toEqual([]);
  expect(await folders.remove(join(root, 'a'))).toEqual({ ok: true, value: undefined });
  expect(await folders.remove(join(root, 'a'))).toEqual({ ok: true, value: undefined });
  expect(readdirSync(root)).toEqual([]);
});
