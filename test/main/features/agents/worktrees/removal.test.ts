import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, folder, git, must, type Rig, repository, rig, write } from './rig';

async function made(branch = 'x') {
  const { worktrees, home }: Rig = rig();
  const main = repository();
  return { worktrees, home, main, worktree: must(await worktrees.create({ cwd: main, branch })) };
}

const branches = (main: string) => git(main, 'branch', '--format=%(refname:short)').trim().split('\n');

describe('removing', () => {
  test('takes an unused branch along', async () => {
    const { worktrees, main, worktree } = await made();
    expect(await worktrees.remove(worktree)).toEqual({ ok: true });
    expect(existsSync(worktree.path)).toBe(false);
    expect(branches(main)).toEqual(['main']);
    expect(await worktrees.remove(worktree)).toEqual({ ok: true });
  });

  test('leaves a branch with commits of its own', async () => {
    const { worktrees, main, worktree } = await made();
    commit(worktree.path, { 'b.txt': 'b' });
    expect(await worktrees.remove(worktree)).toEqual({ ok: true });
    expect(branches(main)).toEqual(['main', 'x']);
  });

  test('takes a branch along whose commits were merged', async () => {
    const { worktrees, main, worktree } = await made();
    commit(worktree.path, { 'b.txt': 'b' });
    git(main, 'merge', '--quiet', 'x');
    await worktrees.remove(worktree);
    expect(branches(main)).toEqual(['main']);
  });

  test('leaves a branch that was there before', async () => {
    const { worktrees, main } = await made();
    git(main, 'branch', 'mine');
    const worktree = must(await worktrees.create({ cwd: main, branch: 'mine' }));
    await worktrees.remove(worktree);
    expect(branches(main)).toContain('mine');
  });

  test('leaves another branch that was checked out there meanwhile, and the own one', async () => {
    const { worktrees, main, worktree } = await made();
    git(worktree.path, 'checkout', '--quiet', '-b', 'other');
    await worktrees.remove(worktree);
    expect(branches(main)).toEqual(['main', 'other', 'x']);
  });

  test.each<[string, (path: string, main: string) => void, number, number, string]>([
    ['a new file', (path) => write(path, { new: '' }), 1, 0, '1 file that is not committed'],
    ['changed files', (path) => write(path, { 'a.txt': 'x', 'n/b': '', 'n/c': '' }), 3, 0, '3 files that are not'],
    [
      'commits without a branch',
      (path) => {
        git(path, 'checkout', '--quiet', '--detach');
        commit(path);
      },
      0,
      1,
      '1 commit that is on no branch',
    ],
    [
      'changes in a submodule',
      (path) => {
        git(path, 'submodule', '--quiet', 'add', repository(), 'sub');
        commit(path);
        write(path, { 'sub/a.txt': 'changed', 'sub/b.txt': 'new' });
        commit(join(path, 'sub'));
        write(path, { 'sub/c.txt': 'newer' });
        git(path, 'commit', '--quiet', '--all', '--message', 'sub');
      },
      1,
      1,
      '1 file that is not committed and 1 commit that is on no branch',
    ],
  ])('%s is asked about, and goes only by force', async (_, change, files, commits, words) => {
    const { worktrees, main, worktree } = await made();
    change(worktree.path, main);
    expect(await worktrees.remove(worktree)).toEqual({
      ok: false,
      error: 'dirty',
      ...{ files, commits },
      message: expect.stringContaining(words),
    });
    expect(existsSync(worktree.path)).toBe(true);
    expect(await worktrees.remove(worktree, { force: true })).toEqual({ ok: true });
    expect(existsSync(worktree.path)).toBe(false);
  });

  test('is refused for a locked worktree, a main one, and what is none', async () => {
    const { worktrees, main, worktree } = await made();
    git(main, 'worktree', 'lock', '--reason', 'on a stick', worktree.path);
    expect(await worktrees.remove(worktree)).toMatchObject({ message: expect.stringContaining('on a stick') });
    for (const path of [main, folder()]) {
      expect(await worktrees.remove({ repository: main, path }, { force: true })).toMatchObject({ error: 'failed' });
      expect(existsSync(path)).toBe(true);
    }
  });

  test('works when the repository has gone, by force', async () => {
    const { worktrees, main, worktree } = await made();
    rmSync(main, { recursive: true });
    expect(await worktrees.remove(worktree)).toMatchObject({ error: 'dirty' });
    expect(await worktrees.remove(worktree, { force: true })).toEqual({ ok: true });
    expect(existsSync(worktree.path)).toBe(false);
  });
});

describe('orphans', () => {
  test('are worktrees that nobody uses, with their size and what would be lost, the largest first', async () => {
    const { worktrees, home, main, worktree } = await made('used');
    const [small, large] = [
      must(await worktrees.create({ cwd: main, branch: 'small' })),
      must(await worktrees.create({ cwd: main, branch: 'large' })),
    ];
    write(large.path, { 'sub/big': new Uint8Array(1_000_000) });
    git(home, 'clone', '--quiet', main, join(home, 'worktrees', 'project', 'a-clone'));
    const found = await worktrees.orphans([join(worktree.path, 'sub')]);
    expect(found).toMatchObject([
      { path: large.path, repository: main, branch: 'large', dirty: 1 },
      { path: small.path, repository: main, branch: 'small', dirty: 0 },
    ]);
    expect(found[0]?.bytes).toBeGreaterThan(1_000_000);
    expect(found[1]?.bytes).toBeLessThan(100_000);
    expect(Date.now() - (found[0]?.modifiedAt ?? 0)).toBeLessThan(60_000);
  });

  test('are removed like others, and nothing else is', async () => {
    const { worktrees, home, main, worktree } = await made();
    write(worktree.path, { new: '' });
    expect(await worktrees.removeOrphan(worktree.path)).toMatchObject({ error: 'dirty', files: 1 });
    expect(await worktrees.removeOrphan(worktree.path, { force: true })).toEqual({ ok: true });
    for (const path of [main, home, join(home, 'worktrees', 'project')]) {
      expect(await worktrees.removeOrphan(path, { force: true })).toMatchObject({ error: 'failed' });
    }
    expect(readdirSync(home)).toContain('worktrees');
  });

  test('are told when their repository has gone, and can be removed', async () => {
    const { worktrees, main, worktree } = await made();
    rmSync(main, { recursive: true });
    expect(await worktrees.orphans([])).toMatchObject([{ path: worktree.path, repository: main }]);
    expect(await worktrees.removeOrphan(worktree.path, { force: true })).toEqual({ ok: true });
    expect(await worktrees.orphans([])).toEqual([]);
  });

  test('are no longer looked for once nobody waits', async () => {
    const { worktrees } = await made();
    expect(await worktrees.orphans([], AbortSignal.abort())).toEqual([]);
  });
});

describe('branches', () => {
  test('are listed, newest first, with those that only a server has', async () => {
    const { worktrees } = rig();
    const [origin, clone] = [repository(), join(folder(), 'clone')];
    git(origin, 'branch', 'theirs');
    git('/', 'clone', '--quiet', origin, clone);
    git(clone, 'checkout', '--quiet', '-b', 'mine');
    git(clone, '-c', 'user.name=x', 'commit', '--quiet', '--allow-empty', '-m', 'x', '--date', '2040-01-01');
    const found = await worktrees.branches(join(clone, '.'));
    expect(found).toMatchObject({ repository: clone, current: 'mine' });
    expect(found?.branches.toSorted()).toEqual(['main', 'mine', 'theirs']);
  });

  test('of no repository are none', async () => {
    expect(await rig().worktrees.branches(folder())).toBeUndefined();
  });
});
