import { z } from 'zod';
import { ok } from '../../../../shared/result';
import type { Git } from '../../../ports';
import { nothing, type Operations, operation } from './operation';

/** Not the beginning of an option. */
const Name = z.string().regex(/^[^-]/, 'must not be empty or begin with a dash');

export function gitOperations(git: Git): Operations {
  return {
    'git.worktree_add': operation([Name, Name, Name], async ([repository, path, branch]) => {
      const known = await git.read(repository, ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`], {
        okCodes: [1],
      });
      if (!known.ok) return known;
      const isNew = known.value.trim() === '';
      const added = await git.run(repository, ['worktree', 'add', ...(isNew ? ['-b', branch, path] : [path, branch])]);
      return added.ok ? nothing : added;
    }),
    'git.worktree_remove': operation([Name], async ([path]) => {
      // Without force: git refuses to lose what is not committed.
      const removed = await git.run(path, ['worktree', 'remove', path]);
      return removed.ok ? nothing : removed;
    }),
    'git.status': operation([Name], async ([path]) => {
      const status = await git.read(path, ['status', '--porcelain=v1', '--branch', '-z', '--no-renames']);
      return status.ok ? ok(parseStatus(status.value)) : status;
    }),
  };
}

/** What `git status --porcelain=v1 --branch -z` prints (git-status(1)). */
function parseStatus(text: string) {
  const entries = text.split('\0').filter(Boolean);
  const head = entries.find((entry) => entry.startsWith('## '))?.slice(3) ?? '';
  const changes = entries
    .filter((entry) => !entry.startsWith('## '))
    .map((entry) => ({ path: entry.slice(3), status: entry.slice(0, 2).trim() }));
  return { branch: head.replace(/^No commits yet on /, '').split('...')[0] ?? '', changes };
}
