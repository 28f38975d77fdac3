import type { Git } from '../../../ports';
import type { Branches } from './model';
import { currentBranch, findRepository } from './repository';

const mostRefs = 2_000;

/** Local branches, and those of servers by their names here. */
export async function listBranches(git: Git, cwd: string): Promise<Branches | undefined> {
  const repository = await findRepository(git, cwd);
  if (!repository.ok) return undefined;
  const [current, refs] = await Promise.all([
    currentBranch(git, cwd),
    git.read(cwd, [
      ...['for-each-ref', '--sort=-committerdate', `--count=${mostRefs}`, '--format=%(refname) %(symref)'],
      ...['refs/heads', 'refs/remotes'],
    ]),
  ]);
  const names = (refs.ok ? refs.value.split('\n') : []).flatMap((entry) => {
    const [ref = '', leadsTo] = entry.split(' ');
    // refs/remotes/origin/HEAD is another name for one that is listed as well.
    return leadsTo ? [] : (/^refs\/(?:heads|remotes\/[^/]+)\/(.+)$/.exec(ref)?.[1] ?? []);
  });
  const branches = [...new Set(names)];
  return { repository: repository.value.main, branches, ...(current === undefined ? {} : { current }) };
}
