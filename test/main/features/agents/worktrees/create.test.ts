import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, folder, git, must, repository, rig, write } from './rig';

describe('a new branch', () => {
  test('begins with the branch of the folder, below the home directory', async () => {
    const { worktrees, home } = rig();
    const main = repository();
    const made = must(await worktrees.create({ cwd: join(main), branch: 'fix/the bug'.replace(' ', '-') }));
    expect(made).toEqual({
      repository: main,
      path: join(home, 'worktrees', 'project', 'fix-the-bug'),
      branch: 'fix/the-bug',
      base: 'main',
    });
    expect(git(made.path, 'branch', '--show-current').trim()).toBe('fix/the-bug');
    expect(readFileSync(join(made.path, 'a.txt'), 'utf8')).toBe('one\n');
  });

  test('begins with the branch or commit that is asked for', async () => {
    const { worktrees } = rig();
    const main = repository();
    const first = git(main, 'rev-parse', 'HEAD').trim();
    commit(main, { 'a.txt': 'two\n' });
    const made = must(await worktrees.create({ cwd: main, branch: 'old', base: first }));
    expect(readFileSync(join(made.path, 'a.txt'), 'utf8')).toBe('one\n');
  });

  test('begins with the commit when no branch is checked out', async () => {
    const { worktrees } = rig();
    const main = repository();
    const head = git(main, 'rev-parse', 'HEAD').trim();
    git(main, 'checkout', '--quiet', '--detach');
    expect(must(await worktrees.create({ cwd: main, branch: 'new' })).base).toBe(head);
  });

  test('begins, in a bare repository, with the main branch of the server', async () => {
    const { worktrees, home } = rig();
    const bare = join(folder(), 'tools', '.bare');
    git('/', 'clone', '--quiet', '--bare', repository(), bare);
    const made = must(await worktrees.create({ cwd: bare, branch: 'new' }));
    expect(made).toMatchObject({ repository: bare, base: 'main', path: join(home, 'worktrees', 'tools', 'new') });
  });

  test('begins, in a worktree, with its branch, and belongs to the same repository', async () => {
    const { worktrees } = rig();
    const main = repository();
    const first = must(await worktrees.create({ cwd: main, branch: 'one' }));
    commit(first.path, { 'b.txt': 'b\n' });
    const second = must(await worktrees.create({ cwd: first.path, branch: 'two' }));
    expect(second).toMatchObject({ repository: main, base: 'one' });
    expect(existsSync(join(second.path, 'b.txt'))).toBe(true);
  });

  test('can be made in a submodule', async () => {
    const { worktrees } = rig();
    const main = repository();
    git(main, 'submodule', '--quiet', 'add', repository(), 'lib/sub');
    const made = must(await worktrees.create({ cwd: join(main, 'lib/sub'), branch: 'new' }));
    expect(made.repository).toBe(join(main, 'lib/sub'));
    expect(existsSync(join(made.path, 'a.txt'))).toBe(true);
  });

  test('does not follow the branch that it was made from', async () => {
    const { worktrees } = rig();
    const clone = join(folder(), 'clone');
    git('/', 'clone', '--quiet', repository(), clone);
    const made = must(await worktrees.create({ cwd: clone, branch: 'new', base: 'origin/main' }));
    expect(() => git(made.path, 'rev-parse', '@{upstream}')).toThrow();
  });
});

test('a branch of the server is taken up, and followed', async () => {
  const { worktrees } = rig();
  const [origin, clone] = [repository(), join(folder(), 'clone')];
  git(origin, 'branch', 'feature/x');
  git('/', 'clone', '--quiet', origin, clone);
  const made = must(await worktrees.create({ cwd: clone, branch: 'feature/x' }));
  expect(made.base).toBe('origin/feature/x');
  expect(git(made.path, 'rev-parse', '--abbrev-ref', '@{upstream}').trim()).toBe('origin/feature/x');
});

test('a branch that is there is checked out', async () => {
  const { worktrees } = rig();
  const main = repository();
  git(main, 'branch', 'there');
  const made = must(await worktrees.create({ cwd: main, branch: 'there' }));
  expect(made.base).toBe('main');
  expect(git(made.path, 'branch', '--show-current').trim()).toBe('there');
});

test('paths with spaces, line ends and other scripts work', async () => {
  const { worktrees } = rig({ copy: ['*.env'] });
  const main = repository(join(folder(), 'my\nproject – ünïcode 你'));
  write(main, { 'a\nb.env': 'x' });
  const made = must(await worktrees.create({ cwd: main, branch: 'größe' }));
  expect(made.repository).toBe(main);
  expect(made.path).toMatch(/\/my-project-ünïcode-你\/größe$/);
  expect(existsSync(join(made.path, 'a\nb.env'))).toBe(true);
});

test('branches whose folders have the same name get folders of their own', async () => {
  const { worktrees } = rig();
  const main = repository();
  const made = await Promise.all(['a/b', 'a-b'].map((branch) => worktrees.create({ cwd: main, branch })));
  expect(made.map((one) => must(one).path.split('/').at(-1)).sort()).toEqual(['a-b', 'a-b-2']);
});

test('a worktree of ours whose folder has gone gives up its branch', async () => {
  const { worktrees } = rig();
  const main = repository();
  const first = must(await worktrees.create({ cwd: main, branch: 'x' }));
  rmSync(first.path, { recursive: true });
  expect(must(await worktrees.create({ cwd: main, branch: 'x' })).path).toBe(first.path);
});

describe('what can not be done is said', () => {
  test.each([
    ['a folder without a repository', () => ({ cwd: folder(), branch: 'x' }), /is not in a git repository\.$/],
    ['a folder that is not there', () => ({ cwd: '/nowhere', branch: 'x' }), /The folder \/nowhere does not exist/],
    [
      'a branch that is checked out',
      () => ({ cwd: repository(), branch: 'main' }),
      /checked out in .*project\. Choose/,
    ],
    ['no name for a branch', () => ({ cwd: repository(), branch: 'a..b' }), /"a\.\.b" is not a name/],
    ['a name that is an option', () => ({ cwd: repository(), branch: '--detach' }), /is not a name/],
    ['a base that is not there', () => ({ cwd: repository(), branch: 'x', base: 'y' }), /no branch or commit "y"/],
    [
      'a base that is an option',
      () => ({ cwd: repository(), branch: 'x', base: '--all' }),
      /no branch or commit "--all"/,
    ],
    ['a repository without commits', () => ({ cwd: withoutCommits(), branch: 'x' }), /has no commit yet/],
  ])('%s', async (_, request, message) => {
    const { worktrees, home } = rig();
    expect(await worktrees.create(request())).toMatchObject({ ok: false, message: expect.stringMatching(message) });
    expect(existsSync(join(home, 'worktrees'))).toBe(false);
  });

  function withoutCommits(): string {
    const path = folder();
    git(path, 'init', '--quiet');
    return path;
  }
});

describe('files that are not committed', () => {
  test('are copied when the list says so, with their modes; others, and committed ones, are not', async () => {
    const { worktrees } = rig({ copy: ['.env', '/config/*.local', 'committed.txt', '**/deep.key'] });
    const main = repository(undefined, { 'a.txt': 'a\n', '.gitignore': '.env\n', 'committed.txt': 'x\n' });
    write(main, {
      '.env': 'A=1',
      'config/a.local': 'l',
      'sub/x/deep.key': 'k',
      'other.txt': 'o',
      'committed.txt': 'y',
    });
    chmodSync(join(main, '.env'), 0o600);
    const { path } = must(await worktrees.create({ cwd: join(main, 'config'), branch: 'x' }));
    expect(readFileSync(join(path, '.env'), 'utf8')).toBe('A=1');
    expect(statSync(join(path, '.env')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(path, 'committed.txt'), 'utf8')).toBe('x\n');
    expect(readdirSync(path).sort()).toEqual(['.env', '.git', '.gitignore', 'a.txt', 'committed.txt', 'config', 'sub']);
  });

  test('are never taken from, or brought, outside of the repository by a link', async () => {
    const { worktrees } = rig({ copy: ['link.env', 'out/*.env'] });
    const [main, outside] = [repository(), folder()];
    write(outside, { 'secret.env': 'secret' });
    symlinkSync(join(outside, 'secret.env'), join(main, 'link.env'));
    git(main, 'checkout', '--quiet', '-b', 'linked');
    symlinkSync(outside, join(main, 'out'));
    git(main, 'add', 'out');
    git(main, 'commit', '--quiet', '--message', 'link');
    git(main, 'checkout', '--quiet', 'main');
    mkdirSync(join(main, 'out'), { recursive: true });
    write(main, { 'out/mine.env': 'mine' });
    const { path } = must(await worktrees.create({ cwd: main, branch: 'x', base: 'linked' }));
    expect(existsSync(join(path, 'link.env'))).toBe(false);
    expect(readdirSync(outside)).toEqual(['secret.env']);
  });

  test('are only looked for in the repository', async () => {
    const { worktrees } = rig({ copy: ['../*.env', '/../*.env', '..'] });
    const main = repository();
    write(join(main, '..'), { 'secret.env': 'secret' });
    const { path } = must(await worktrees.create({ cwd: main, branch: 'x' }));
    expect(readdirSync(path).sort()).toEqual(['.git', 'a.txt']);
    expect(readdirSync(join(path, '..'))).toEqual(['x']);
  });
});

describe('the setup command', () => {
  test('runs in the worktree and knows where it came from', async () => {
    const { worktrees, home } = rig({ setup: 'printf "%s %s" "$VIBEROT_SOURCE" "$VIBEROT_BRANCH" > made; echo hello' });
    const main = repository();
    const steps: string[] = [];
    const { path } = must(await worktrees.create({ cwd: main, branch: 'x' }, { onStep: (step) => steps.push(step) }));
    expect(readFileSync(join(path, 'made'), 'utf8')).toBe(`${main} x`);
    expect(readFileSync(join(home, 'logs', 'setup-project-x.log'), 'utf8')).toBe('hello\n');
    expect(steps).toEqual(['checkout', 'copy', 'setup']);
  });

  test('that fails is told with its last line, and leaves only its output', async () => {
    const { worktrees, home } = rig({ setup: 'echo first; echo no such thing >&2; exit 3' });
    const main = repository();
    const made = await worktrees.create({ cwd: main, branch: 'x' });
    const log = join(home, 'logs', 'setup-project-x.log');
    expect(made).toMatchObject({
      ok: false,
      message: `The setup command ended with exit code 3: no such thing\nIts output is in ${log}. The worktree was removed again.`,
    });
    expect(readFileSync(log, 'utf8')).toBe('first\nno such thing\n');
    expect(readdirSync(join(home, 'worktrees', 'project'))).toEqual([]);
    expect(git(main, 'worktree', 'list').trim().split('\n')).toHaveLength(1);
    expect(git(main, 'branch', '--list', 'x')).toBe('');
  });

  test('is ended with the hub, and undone', async () => {
    const { worktrees, home, close } = rig({ setup: 'echo $$ > pid; sleep 60' });
    const main = repository();
    let setUp = () => {};
    const begun = new Promise<void>((resolve) => {
      setUp = resolve;
    });
    const made = worktrees.create({ cwd: main, branch: 'x' }, { onStep: (step) => step === 'setup' && setUp() });
    await begun;
    await close();
    expect(await made).toMatchObject({ ok: false, message: expect.stringContaining('was stopped') });
    expect(readdirSync(join(home, 'worktrees', 'project'))).toEqual([]);
  });
});
