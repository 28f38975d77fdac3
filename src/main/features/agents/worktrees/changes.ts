import { fail, ok, type Result } from '../../../../shared/result';
import type { Folders, Git } from '../../../ports';
import { filtersOff } from './filters';
import type { Changes } from './model';
import { join } from './paths';
import { currentBranch } from './repository';

/** Submodules of submodules; deeper ones are no longer looked into. */
const deepest = 5;

/** What would be lost if a worktree were removed. Runs no program that the repository names. */
export async function readChanges(
  { git, folders }: { readonly git: Git; readonly folders: Folders },
  path: string,
  depth = 0,
): Promise<Result<Changes, 'failed'>> {
  const settings = await filtersOff(git, path);
  const status = await git.read(
    path,
    // A submodule would be looked into by a git of its own, with that repository's settings.
    ['status', '--porcelain', '-z', '--untracked-files=all', '--no-renames', '--ignore-submodules=dirty'],
    { settings },
  );
  if (!status.ok) return fail('failed', status.message);
  let files = count(status.value);
  let commits = await loseableCommits(git, path, depth > 0);
  for (const submodule of depth < deepest ? await submodules(git, path) : []) {
    const inside = join(path, submodule);
    if ((await folders.real(join(inside, '.git'))) === undefined) continue;
    const changes = await readChanges({ git, folders }, inside, depth + 1);
    if (!changes.ok) return changes;
    files += changes.value.files;
    commits += changes.value.commits;
  }
  return ok({ files, commits });
}

/** A submodule's branches go with the worktree; those of the repository stay. */
async function loseableCommits(git: Git, path: string, isSubmodule: boolean): Promise<number> {
  if (!isSubmodule && (await currentBranch(git, path)) !== undefined) return 0;
  const range = isSubmodule ? ['HEAD', '--branches', '--not'] : ['HEAD', '--not', '--branches', '--tags'];
  const found = await git.read(path, ['rev-list', '--count', ...range, '--remotes']);
  // There is no commit yet.
  return found.ok ? Number(found.value) : 0;
}

async function submodules(git: Git, path: string): Promise<string[]> {
  const listed = await git.read(path, ['ls-files', '--stage', '-z']);
  if (!listed.ok) return [];
  const entries = listed.value.split('\0').filter((entry) => entry.startsWith('160000 '));
  return entries.map((entry) => entry.slice(entry.indexOf('\t') + 1));
}

function count(status: string): number {
  return status.split('\0').filter((entry) => entry !== '').length;
}

/** "3 files that are not committed and 1 commit that is on no branch" */
export function describeChanges({ files, commits }: Changes): string {
  const ofFiles = files === 1 ? '1 file that is not committed' : `${files} files that are not committed`;
  const ofCommits = commits === 1 ? '1 commit that is on no branch' : `${commits} commits that are on no branch`;
  return [...(files > 0 ? [ofFiles] : []), ...(commits > 0 ? [ofCommits] : [])].join(' and ');
}
