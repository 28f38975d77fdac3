import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, git, must, repository, rig, write } from './rig';

describe('a branch by a name that leads elsewhere', () => {
  test.each([
    ...['../../x', '..', '.', '/etc/x', '-b', '--force', '-', '@', '@{-1}', 'a@{u}', 'a..b', 'a.lock', 'HEAD', 'x\ny'],
    ...['refs/heads/', 'a b', '~', 'a^', 'a:b', '\u0000', '$(touch x)/', 'a//b', '.a/b', ''],
  ])('%j is refused, and makes nothing', async (branch) => {
    const { worktrees, home } = rig();
    const main = repository();
    git(main, 'checkout', '--quiet', '-b', 'other');
    git(main, 'checkout', '--quiet', 'main');
    expect(await worktrees.create({ cwd: main, branch })).toMatchObject({ ok: false, error: 'failed' });
    expect(existsSync(join(home, 'worktrees'))).toBe(false);
    expect(git(main, 'branch', '--format', '%(refname:short)').trim().split('\n')).toEqual(['main', 'other']);
  });

  test.each(['$(touch x)', '`touch x`', 'a;touch', "it's", '&', 'a|b', '%(refname)', 'é'])(
    '%j is a name like any other, below the home directory',
    async (branch) => {
      const { worktrees, home } = rig({ setup: 'echo "$VIBEROT_BRANCH" > branch' });
      const made = await worktrees.create({ cwd: repository(), branch: branch.replaceAll(' ', '') });
      const { path } = must(made);
      expect(path.startsWith(join(home, 'worktrees', 'project'))).toBe(true);
      expect(readFileSync(join(path, 'branch'), 'utf8')).toBe(`${branch.replaceAll(' ', '')}\n`);
      expect(readdirSync(path).sort()).toEqual(['.git', 'a.txt', 'branch']);
    },
  );

  test.each(['--all', '@{-1}', '-', '../main', 'main..other', '$(touch x)', ':/change'])(
    'a base %j is a commit, or is refused',
    async (base) => {
      const { worktrees } = rig();
      const made = await worktrees.create({ cwd: repository(), branch: 'new', base });
      if (made.ok) expect(existsSync(join(made.value.path, 'a.txt'))).toBe(true);
      else expect(made.message).toContain('no branch or commit');
    },
  );
});

test('a list of files to copy brings nothing from outside, and nothing through links', async () => {
  const outside = folder();
  write(outside, { secret: 'secret' });
  const copy = [
    '../*',
    '../../**',
    join(outside, '*'),
    ':(top)../*',
    ':!x',
    'linked',
    'in/*',
    '**/.env',
    '.git/config',
  ];
  const { worktrees } = rig({ copy });
  const main = repository();
  write(main, { '.env': 'mine', 'a/.env': 'mine too' });
  symlinkSync(join(outside, 'secret'), join(main, 'linked'));
  symlinkSync(outside, join(main, 'in'));
  const made = await worktrees.create({ cwd: main, branch: 'new' });
  if (!made.ok) return expect(made.message).toContain("can't be used");
  expect(readdirSync(made.value.path).sort()).toEqual(['.env', '.git', 'a', 'a.txt']);
  expect(readFileSync(join(made.value.path, '.git'), 'utf8')).toMatch(/^gitdir: /);
});

test('a folder in the way that is a link leads no copy out of the worktree', async () => {
  const outside = folder();
  const { worktrees } = rig({ copy: ['dir/.env'] });
  const main = repository();
  symlinkSync(outside, join(main, 'dir'));
  git(main, 'add', 'dir');
  git(main, 'commit', '--quiet', '--message', 'link');
  git(main, 'checkout', '--quiet', '-b', 'work');
  git(main, 'rm', '--quiet', 'dir');
  write(main, { 'dir/.env': 'mine' });
  must(await worktrees.create({ cwd: main, branch: 'new', base: 'main' }));
  expect(readdirSync(outside)).toEqual([]);
});
