import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildReason, inputsHash, recordBuild } from '../../scripts/setup/app-build.mjs';
import { folderWith, put } from './folder';

/** A project whose app has just been built. */
function built(): string {
  const root = folderWith({
    'package-lock.json': '{}',
    'electron.vite.config.ts': '',
    'src/main/index.ts': 'let a = 1;',
    'out/main/index.js': 'a',
    'out/main/headless.js': 'a',
    'out/main/chunks/hub.js': 'a',
    'out/preload/index.cjs': 'a',
    'out/renderer/index.html': 'a',
  });
  recordBuild(root, inputsHash(root));
  return root;
}

test('what is built and has not changed is not built again', () => {
  expect(buildReason(built())).toBeUndefined();
});

test('a fresh clone is built', () => {
  expect(buildReason(folderWith({ 'src/main/index.ts': '' }))).toBe('not built yet');
});

test.each([
  ['an edited file', (root: string) => put(root, 'src/main/index.ts', 'let a = 2;'), 'the source has changed'],
  ['a new file', (root: string) => put(root, 'src/main/new.ts', ''), 'the source has changed'],
  ['a deleted file', (root: string) => rmSync(join(root, 'src/main/index.ts')), 'the source has changed'],
  ['other packages', (root: string) => put(root, 'package-lock.json', '{ }'), 'the source has changed'],
  ['other settings', (root: string) => put(root, 'electron.vite.config.ts', '//'), 'the source has changed'],
  [
    'a lost entry',
    (root: string) => rmSync(join(root, 'out/renderer/index.html')),
    'out/renderer/index.html is missing',
  ],
  [
    'a lost chunk',
    (root: string) => rmSync(join(root, 'out/main/chunks/hub.js')),
    'out/main/chunks/hub.js is not as it was built',
  ],
  [
    'a development build',
    (root: string) => put(root, 'out/main/index.js', 'abc'),
    'out/main/index.js is not as it was built',
  ],
])('%s is a reason to build', (_, change, reason) => {
  const root = built();
  change(root);
  expect(buildReason(root)).toBe(reason);
});

test('what no build reads is no reason to build', () => {
  const root = built();
  put(root, 'README.md', 'new');
  put(root, 'out/native/probe', 'new');
  expect(buildReason(root)).toBeUndefined();
});
