import type { OrphanWorktree } from '../../../../shared/vocabulary';
import { readChanges } from './changes';
import { type WorktreesDeps, worktreesFolder } from './deps';
import { isBelow, isSamePath, join } from './paths';
import { currentBranch, findRepository } from './repository';

const longestLink = 10_000;

/** Worktrees below the worktrees' folder in which no used path lies, the largest first. */
export async function findOrphans(
  deps: WorktreesDeps,
  usedPaths: readonly string[],
  signal: AbortSignal,
): Promise<OrphanWorktree[]> {
  const used = await Promise.all(usedPaths.map(async (path) => (await deps.folders.real(path)) ?? path));
  const orphans: OrphanWorktree[] = [];
  for (const { path, gitLink } of await linkedFolders(deps)) {
    if (signal.aborted) break;
    if (used.some((one) => isSamePath(one, path) || isBelow(one, path))) continue;
    orphans.push(await describe(deps, { path, gitLink }, signal));
  }
  return orphans.sort((a, b) => b.bytes - a.bytes);
}

interface LinkedFolder {
  readonly path: string;
  /** What its file ".git" leads to: its own part of the repository. */
  readonly gitLink: string;
}

/** Of folders that a person keeps there, those with a repository of their own are not ours to remove. */
export async function linkedFolders(deps: WorktreesDeps): Promise<LinkedFolder[]> {
  const { folders } = deps;
  const root = await worktreesFolder(deps);
  const found: LinkedFolder[] = [];
  for (const repository of await folders.foldersIn(root)) {
    for (const name of await folders.foldersIn(join(root, repository))) {
      const path = join(root, repository, name);
      const link = await folders.readStart(join(path, '.git'), longestLink);
      const text = link?.kind === 'file' ? new TextDecoder().decode(link.start) : '';
      const gitLink = /^gitdir: ([\s\S]*?)\n?$/.exec(text)?.[1];
      if (gitLink !== undefined) found.push({ path, gitLink });
    }
  }
  return found;
}

async function describe(deps: WorktreesDeps, folder: LinkedFolder, signal: AbortSignal): Promise<OrphanWorktree> {
  const { git, folders } = deps;
  const { path, gitLink } = folder;
  const [size, repository] = [await folders.measure(path, signal), await findRepository(git, path)];
  const gone = gitLink.replace(/[\\/](\.git[\\/])?worktrees[\\/][^\\/]*$/, '');
  if (!repository.ok) return { path, repository: gone, dirty: 0, ...size };
  const [changes, branch] = [await readChanges(deps, path), await currentBranch(git, path)];
  return {
    path,
    repository: repository.value.main,
    dirty: changes.ok ? changes.value.files : 0,
    ...(branch === undefined ? {} : { branch }),
    ...size,
  };
}
