import type { AgentWorktree } from '../../../../shared/vocabulary';
import type { WorktreesDeps } from './deps';
import { join } from './paths';
import { line } from './repository';

/** In a worktree's own part of the repository, which goes with it. */
const markName = 'viberot-branch';

/** Notes that a worktree's branch was made for it. */
export async function markBranch(deps: WorktreesDeps, { path, branch }: AgentWorktree): Promise<void> {
  const { git, files, log } = deps;
  const own = await git.read(path, ['rev-parse', '--absolute-git-dir']);
  const written = own.ok ? await files.createText(join(line(own.value), markName), `${branch}\n`) : own;
  // Without the mark the branch stays when the worktree goes, which harms nobody.
  if (!written.ok) log.warn('A worktree could not be marked', { path, problem: written.message });
}

/** The branch that was made for a worktree. */
export async function markedBranch({ git, files }: WorktreesDeps, path: string): Promise<string | undefined> {
  const own = await git.read(path, ['rev-parse', '--absolute-git-dir']);
  const mark = own.ok ? await files.readText(join(line(own.value), markName)) : own;
  return mark.ok ? line(mark.value) : undefined;
}
