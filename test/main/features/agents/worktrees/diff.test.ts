import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DiffFile, WorktreeDiff } from '../../../../../src/shared/vocabulary';
import { commit, folder, git, must, repository, rig, write } from './rig';

async function diffOf(cwd: string, base?: string): Promise<WorktreeDiff> {
  return must(await rig().worktrees.diff(cwd, base));
}

const lines = (count: number, text = 'line') => Array.from({ length: count }, (_, at) => `${text} ${at}\n`).join('');
const brief = (files: readonly DiffFile[]) =>
  files.map(({ path, change, added, removed }) => [path, change, added, removed]);

test('all that has changed since the base is told: committed, staged, changed, and new', async () => {
  const main = repository(undefined, { 'a.txt': lines(20) });
  git(main, 'checkout', '--quiet', '-b', 'topic');
  commit(main, { 'committed.txt': 'c\n' });
  write(main, { 'staged.txt': 's\n' });
  git(main, 'add', 'staged.txt');
  write(main, { 'a.txt': lines(20).replace('line 10\n', 'changed\nand more\n'), 'new/file.txt': 'n\nm' });
  const diff = await diffOf(join(main, 'new'), 'main');
  expect(diff).toMatchObject({ root: main, branch: 'topic', base: 'main' });
  expect(brief(diff.files)).toEqual([
    ['a.txt', 'modified', 2, 1],
    ['committed.txt', 'added', 1, 0],
    ['new/file.txt', 'untracked', 2, 0],
    ['staged.txt', 'added', 1, 0],
  ]);
  expect(diff.files[0]?.hunks).toEqual([
    {
      header: expect.stringMatching(/^@@ -8,7 \+8,8 @@/),
      lines: [
        ...[7, 8, 9].map((at) => ({ kind: 'context', text: `line ${at}`, before: at + 1, after: at + 1 })),
        { kind: 'removed', text: 'line 10', before: 11 },
        { kind: 'added', text: 'changed', after: 11 },
        { kind: 'added', text: 'and more', after: 12 },
        ...[11, 12, 13].map((at) => ({ kind: 'context', text: `line ${at}`, before: at + 1, after: at + 2 })),
      ],
    },
  ]);
  expect(diff.files[2]?.hunks).toEqual([
    {
      header: '@@ -0,0 +1,2 @@',
      lines: [
        { kind: 'added', text: 'n', after: 1 },
        { kind: 'added', text: 'm', after: 2 },
        { kind: 'context', text: '\\ No newline at end of file' },
      ],
    },
  ]);
});

test('what the base got meanwhile is not part of it', async () => {
  const main = repository();
  git(main, 'checkout', '--quiet', '-b', 'topic');
  commit(main, { 'mine.txt': 'm\n' });
  git(main, 'checkout', '--quiet', 'main');
  commit(main, { 'theirs.txt': 't\n' });
  git(main, 'checkout', '--quiet', 'topic');
  expect((await diffOf(main, 'main')).files.map(({ path }) => path)).toEqual(['mine.txt']);
});

describe('the base', () => {
  test('is the main branch when nobody names one, or when that has gone', async () => {
    const main = repository();
    git(main, 'checkout', '--quiet', '-b', 'topic');
    commit(main, { 'b.txt': 'b\n' });
    for (const base of [undefined, 'gone']) expect((await diffOf(main, base)).base).toBe('main');
  });

  test('is what the server has, on the main branch itself', async () => {
    const clone = join(folder(), 'clone');
    git('/', 'clone', '--quiet', repository(), clone);
    commit(clone, { 'b.txt': 'b\n' });
    expect(await diffOf(clone)).toMatchObject({ base: 'origin/main', files: [{ path: 'b.txt' }] });
  });

  test('is nothing before the first commit', async () => {
    const empty = folder();
    git(empty, 'init', '--quiet', '--initial-branch', 'main');
    write(empty, { 'staged.txt': 's\n', 'new.txt': 'n\n' });
    git(empty, 'add', 'staged.txt');
    const diff = await diffOf(empty);
    expect(diff).toMatchObject({ branch: 'main', base: 'the first commit' });
    expect(brief(diff.files)).toEqual([
      ['new.txt', 'untracked', 1, 0],
      ['staged.txt', 'added', 1, 0],
    ]);
  });

  test('may have nothing in common with the worktree', async () => {
    const main = repository();
    git(main, 'checkout', '--quiet', '--orphan', 'other');
    commit(main, { 'b.txt': 'b\n' });
    expect((await diffOf(main, 'main')).files.map(({ path }) => path)).toEqual(['b.txt']);
  });
});

describe('every kind of change is told', () => {
  test.each<[string, (root: string) => void, unknown[]]>([
    ['gone', (root) => rmSync(join(root, 'b.txt')), [{ path: 'b.txt', change: 'deleted', removed: 9 }]],
    [
      'renamed and changed',
      (root) => {
        renameSync(join(root, 'b.txt'), join(root, 'c d.txt'));
        write(root, { 'c d.txt': `${lines(8)}changed\n` });
        git(root, 'add', '--all');
      },
      [{ path: 'c d.txt', from: 'b.txt', change: 'renamed', added: 1, removed: 1, hunks: [{}] }],
    ],
    [
      'only renamed',
      (root) => git(root, 'mv', 'b.txt', 'c.txt'),
      [{ path: 'c.txt', from: 'b.txt', change: 'renamed', cut: false, hunks: [] }],
    ],
    [
      'only its mode',
      (root) => chmodSync(join(root, 'b.txt'), 0o755),
      [{ path: 'b.txt', change: 'modified', hunks: [] }],
    ],
    [
      'a binary file',
      (root) => write(root, { bin: Uint8Array.of(0, 1, 2, 3) }),
      [{ path: 'bin', change: 'untracked', binary: true, cut: false, hunks: [] }],
    ],
    [
      'a committed binary file',
      (root) => commit(root, { bin: Uint8Array.of(0, 1, 2, 3) }),
      [{ path: 'bin', change: 'added', binary: true, cut: false, hunks: [] }],
    ],
    ['an empty file', (root) => write(root, { empty: '' }), [{ path: 'empty', added: 0, cut: false, hunks: [] }]],
    [
      'a link, which is not followed',
      (root) => symlinkSync('/etc/passwd', join(root, 'link')),
      [{ path: 'link', added: 1, hunks: [{ lines: [{ text: '/etc/passwd' }, {}] }] }],
    ],
    [
      'a file that became a link',
      (root) => {
        rmSync(join(root, 'b.txt'));
        symlinkSync('a.txt', join(root, 'b.txt'));
      },
      [{ path: 'b.txt', change: 'modified', added: 1, removed: 9, hunks: [{}, {}] }],
    ],
    [
      'a repository inside',
      (root) => void repository(join(root, 'inner')),
      [{ path: 'inner/', change: 'untracked', hunks: [] }],
    ],
    [
      'a submodule',
      (root) => {
        git(root, 'submodule', '--quiet', 'add', repository(), 'sub');
      },
      [{ path: '.gitmodules' }, { path: 'sub', change: 'added', added: 1 }],
    ],
    [
      'a conflict',
      (root) => {
        git(root, 'checkout', '--quiet', '-b', 'other');
        commit(root, { 'b.txt': 'theirs\n' });
        git(root, 'checkout', '--quiet', 'main');
        commit(root, { 'b.txt': 'mine\n' });
        expect(() => git(root, 'merge', 'other')).toThrow();
      },
      [{ path: 'b.txt', change: 'modified' }],
    ],
    [
      'a file that git was told to forget',
      (root) => git(root, 'rm', '--quiet', '--cached', 'b.txt'),
      [
        { path: 'b.txt', change: 'deleted' },
        { path: 'b.txt', change: 'untracked' },
      ],
    ],
  ])('%s', async (_, change, expected) => {
    const main = repository(undefined, { 'a.txt': 'a\n', 'b.txt': lines(9) });
    const first = git(main, 'rev-parse', 'HEAD').trim();
    change(main);
    expect((await diffOf(main, first)).files).toMatchObject(expected);
  });
});

test('a sparse checkout is not taken for removed files', async () => {
  const main = repository(undefined, { 'in/a': 'a\n', 'out/b': 'b\n' });
  git(main, 'sparse-checkout', 'set', 'in');
  expect((await diffOf(main)).files).toEqual([]);
});

describe('what is too long', () => {
  test('is left out file by file, and told with its numbers', async () => {
    const main = repository(undefined, { 'long.txt': lines(3_000), 'short.txt': 'a\n' });
    write(main, {
      'long.txt': lines(3_000, 'other'),
      'short.txt': 'b\n',
      'new.txt': lines(2_001),
      'wide.txt': 'x'.repeat(500_000),
    });
    const { files } = await diffOf(main);
    expect(files).toMatchObject([
      { path: 'long.txt', added: 3_000, removed: 3_000, cut: true, hunks: [] },
      { path: 'new.txt', added: 2_001, cut: true, hunks: [] },
      { path: 'short.txt', cut: false, hunks: [{}] },
      { path: 'wide.txt', added: 1, cut: true, hunks: [] },
    ]);
  });

  test('is left out when all of it is, beginning with the last', async () => {
    const main = repository();
    write(main, Object.fromEntries(Array.from({ length: 15 }, (_, at) => [`f${at + 10}`, lines(1_900)])));
    const { files } = await diffOf(main);
    expect(files.map(({ cut }) => cut)).toEqual([...Array(10).fill(false), ...Array(5).fill(true)]);
  });

  test('is left out when there are too many files', async () => {
    const main = repository();
    write(main, Object.fromEntries(Array.from({ length: 3_010 }, (_, at) => [`many/${at}`, ''])));
    const { files, more } = await diffOf(main);
    expect([files.length, more]).toEqual([3_000, 10]);
  });
});

test('a folder without a worktree has no diff', async () => {
  const { worktrees } = rig();
  for (const cwd of [folder(), join(repository(), '.git')]) {
    expect(await worktrees.diff(cwd)).toMatchObject({ message: expect.stringMatching(/is not in a worktree/) });
  }
});

test('a diff never changes the repository', async () => {
  const main = repository();
  write(main, { 'a.txt': 'one\n', new: 'n' });
  mkdirSync(join(main, 'empty'));
  const before = git('/', '-C', main, 'ls-files', '--debug');
  await diffOf(main);
  expect(git('/', '-C', main, 'ls-files', '--debug')).toBe(before);
});
