import { fail, ok, type Result } from '../../../../shared/result';
import type { Git } from '../../../ports';
import { join } from './paths';

export interface WorktreeEntry {
  readonly path: string;
  /** Without "refs/heads/"; undefined when no branch is checked out. */
  readonly branch?: string;
  readonly bare: boolean;
  /** Why nobody may remove it, perhaps empty. */
  readonly locked?: string;
}

/** The repository that a folder lies in. */
export interface Repository {
  /** The folder of its main worktree, or the repository itself when it is bare. */
  readonly main: string;
  /** Where branches and objects are kept, for all worktrees. */
  readonly gitDirectory: string;
  /** The worktree that the folder lies in; undefined in a bare repository. */
  readonly top?: string;
  /** All its worktrees; the first is the main one, or the bare repository. */
  readonly worktrees: readonly WorktreeEntry[];
}

export async function findRepository(git: Git, cwd: string): Promise<Result<Repository, 'failed'>> {
  const found = await git.read(cwd, ['rev-parse', '--git-common-dir']);
  if (!found.ok) {
    const none = /not a git repository/.test(found.message);
    return fail('failed', none ? `${cwd} is not in a git repository.` : found.message);
  }
  const relative = line(found.value);
  const gitDirectory = /^([\\/]|[A-Za-z]:)/.test(relative) ? relative : join(cwd, relative);
  const [listed, top, mainTop] = await Promise.all([
    listWorktrees(git, gitDirectory),
    git.read(cwd, ['rev-parse', '--show-toplevel']),
    // A submodule's worktree is known only to its settings.
    git.read(gitDirectory, ['rev-parse', '--show-toplevel']),
  ]);
  if (!listed.ok) return listed;
  const main = mainTop.ok ? line(mainTop.value) : (listed.value[0]?.path ?? gitDirectory);
  return ok({ main, gitDirectory, worktrees: listed.value, ...(top.ok ? { top: line(top.value) } : {}) });
}

async function listWorktrees(git: Git, cwd: string): Promise<Result<readonly WorktreeEntry[], 'failed'>> {
  const list = ['worktree', 'list', '--porcelain'];
  const answer = await git.read(cwd, [...list, '-z']);
  if (answer.ok) return ok(readEntries(answer.value, '\0'));
  // Before 2.36 git did not know -z.
  const lines = await git.read(cwd, list);
  return lines.ok ? ok(readEntries(lines.value, '\n')) : fail('failed', lines.message);
}

/** What `git worktree list --porcelain` prints (git-worktree(1)). */
function readEntries(text: string, separator: string): WorktreeEntry[] {
  return text
    .split(separator.repeat(2))
    .filter((entry) => entry !== '')
    .map((entry) => {
      const fields = new Map(
        entry.split(separator).map((field): [string, string] => {
          const [, name = '', value = ''] = /^(\S+) ?([\s\S]*)$/.exec(field) ?? [];
          return [name, value];
        }),
      );
      const [branch, locked] = [fields.get('branch'), fields.get('locked')];
      return {
        path: fields.get('worktree') ?? '',
        bare: fields.has('bare'),
        ...(branch === undefined ? {} : { branch: branch.replace(/^refs\/heads\//, '') }),
        ...(locked === undefined ? {} : { locked }),
      };
    });
}

/** git ends its answers with one line end; a path may hold others. */
export function line(text: string): string {
  return text.replace(/\r?\n$/, '');
}

/** The branch that is checked out, also one without commits; undefined when none is. */
export async function currentBranch(git: Git, cwd: string): Promise<string | undefined> {
  const head = await git.read(cwd, ['symbolic-ref', '--quiet', 'HEAD']);
  return head.ok ? line(head.value).replace(/^refs\/heads\//, '') : undefined;
}

/** The commit that a name leads to; a branch that is only on a server may be named without the server. */
export async function commitOf(git: Git, cwd: string, name: string): Promise<string | undefined> {
  for (const candidate of [name, ...(await remoteBranches(git, cwd, name))]) {
    const found = await git.read(cwd, [
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${candidate}^{commit}`,
    ]);
    if (found.ok) return line(found.value);
  }
  return undefined;
}

/** The remote branches of that name: "refs/remotes/origin/name". */
export async function remoteBranches(git: Git, cwd: string, name: string): Promise<string[]> {
  const found = await git.read(cwd, ['for-each-ref', '--format=%(refname)', `refs/remotes/*/${name}`]);
  return found.ok ? found.value.split('\n').filter((ref) => ref !== '') : [];
}

/** What others' work goes into: the server's main branch, or a local one with a usual name. */
export async function defaultBranch(git: Git, cwd: string): Promise<string | undefined> {
  const remote = await git.read(cwd, ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']);
  const names = [...(remote.ok ? [line(remote.value)] : []), 'main', 'master'];
  for (const name of names) {
    const found = await git.read(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
    if (found.ok) return name;
  }
  return undefined;
}
