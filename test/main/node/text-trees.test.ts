import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTextTrees } from '../../../src/main/node/text-trees';
import type { TextChange } from '../../../src/main/ports';
import { createScope, type Scope } from '../../../src/shared/scope';
import { temporaryDirectory } from '../gateway/transports';

let scope: Scope;
let directory: string;
let seen: TextChange[];
beforeEach(() => {
  scope = createScope();
  directory = temporaryDirectory(scope);
  seen = [];
});
afterEach(() => scope.close());

const trees = createTextTrees();
const watch = () => trees.watch(directory, '.lua', (changes) => seen.push(...changes), scope);
const texts = (changes = seen) =>
  changes.map(({ path, content }) => `${path}: ${content.ok ? content.value : content.error}`);
const write = (path: string, text: string) => writeFileSync(join(directory, path), text);
/** The last that was told of a file, once it is at rest. */
const until = (path: string, text: string) =>
  vi.waitFor(
    () => {
      const last = seen.filter((change) => change.path === path).at(-1);
      expect(last && [last.content.ok ? last.content.value : last.content.error, last.atRest]).toEqual([text, true]);
    },
    { timeout: 5_000, interval: 5 },
  );

test('all files with the ending are told at first, also in folders; no others', async () => {
  mkdirSync(join(directory, 'ui/deep'), { recursive: true });
  mkdirSync(join(directory, '.versions'));
  for (const path of ['b.lua', 'a.lua', 'ui/init.lua', 'ui/deep/x.lua', 'a.txt', '.hidden.lua', '.versions/a.lua'])
    write(path, path);
  await watch();
  expect(texts().sort()).toEqual([
    'a.lua: a.lua',
    'b.lua: b.lua',
    'ui/deep/x.lua: ui/deep/x.lua',
    'ui/init.lua: ui/init.lua',
  ]);
});

const ways: Record<string, (path: string, text: string) => void | Promise<void>> = {
  'in place': (path, text) => writeFileSync(path, text),
  'by a rename over it': (path, text) => {
    writeFileSync(`${path}.tmp`, text);
    renameSync(`${path}.tmp`, path);
  },
  'by removing and making it again': (path, text) => {
    rmSync(path);
    writeFileSync(path, text);
  },
  'by truncating and a slow writing': async (path, text) => {
    const file = openSync(path, 'w');
    await new Promise((resolve) => setTimeout(resolve, 15));
    writeSync(file, text);
    closeSync(file);
  },
};

test.each(Object.entries(ways))('a file that is saved %s is told with its whole text each time', async (_way, save) => {
  write('a.lua', 'zero');
  await watch();
  for (const text of ['one', 'two', 'three']) {
    await save(join(directory, 'a.lua'), text);
    await until('a.lua', text);
  }
  // Nothing but whole texts: an empty file is one that is being written.
  expect(new Set(texts())).toEqual(new Set(['zero', 'one', 'two', 'three'].map((text) => `a.lua: ${text}`)));
});

test('files that come later, in new folders as well, and those that go are told', async () => {
  await watch();
  mkdirSync(join(directory, 'new'));
  write('new/a.lua', 'here');
  await until('new/a.lua', 'here');
  rmSync(join(directory, 'new'), { recursive: true });
  await until('new/a.lua', 'not-found');
});

test('a file is empty when it stays so; one that is only being written is not', async () => {
  const quick = createTextTrees(600);
  write('a.lua', 'a');
  await quick.watch(directory, '.lua', (changes) => seen.push(...changes), scope);
  write('a.lua', '');
  write('b.lua', '');
  await vi.waitFor(() => expect(texts().sort()).toEqual(['a.lua: ', 'a.lua: a', 'b.lua: ']), { timeout: 5_000 });
  write('a.lua', 'again');
  await until('a.lua', 'again');
  write('a.lua', '');
  setTimeout(() => write('a.lua', 'at last'), 150);
  await until('a.lua', 'at last');
  expect(texts().slice(3)).not.toContain('a.lua: ');
});

test('a rescan tells what has changed before it resolves, and nothing else', async () => {
  write('a.lua', 'one');
  write('b.lua', 'same');
  const { rescan } = await watch();
  seen = [];
  write('a.lua', 'two');
  write('c.lua', 'new');
  await rescan();
  expect(texts(seen.filter(({ atRest }) => atRest)).sort()).toEqual(['a.lua: two', 'c.lua: new']);
});
