import { fail, ok, type Result } from '../../../../shared/result';
import type { Git } from '../../../ports';
import { commitOf, defaultBranch, line } from './repository';

/** What a diff begins with. */
export interface Base {
  /** As people call it. */
  readonly name: string;
  /** The last commit that it and the worktree have in common; the empty tree before the first commit. */
  readonly commit: string;
}

/** @param asked the branch or commit that a worktree was made from */
export async function findBase(git: Git, root: string, asked: string | undefined): Promise<Result<Base, 'failed'>> {
  const head = await commitOf(git, root, 'HEAD');
  if (head === undefined) return emptyTree(git, root);
  // The branch that a worktree was made from may have been removed.
  for (const named of [async () => asked, () => defaultBranch(git, root)]) {
    const name = await named();
    const commit = name === undefined ? undefined : await commitOf(git, root, name);
    if (name === undefined || commit === undefined) continue;
    const shared = await git.read(root, ['merge-base', commit, 'HEAD'], { okCodes: [1] });
    if (!shared.ok) return fail('failed', shared.message);
    const [first = ''] = shared.value.split('\n');
    // Without a common history all of it differs.
    return ok({ name, commit: first === '' ? commit : first });
  }
  return ok({ name: 'HEAD', commit: head });
}

async function emptyTree(git: Git, root: string): Promise<Result<Base, 'failed'>> {
  // Its name depends on the repository's hash; standard input is empty.
  const tree = await git.read(root, ['hash-object', '-t', 'tree', '--stdin']);
  return tree.ok ? ok({ name: 'the first commit', commit: line(tree.value) }) : fail('failed', tree.message);
}
