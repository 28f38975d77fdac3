import { safe } from '@orpc/client';
import type { OrphanWorktree } from '../../../shared/vocabulary';
import { withRunningHub } from '../choose-agents';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { aligned } from '../table';

/** Lists worktrees that no agent uses any more. */
export function listOrphans(invocation: Invocation): Promise<number> {
  const { host, json } = invocation;
  return withRunningHub(invocation, async (client) => {
    const orphans = await client.agents.orphans();
    if (json) await host.out(JSON.stringify(orphans));
    else await printLines(host.out, ...table(orphans));
    return 0;
  });
}

/** Removes one of them, with its folder; one that has changes only with `force`. */
export function removeOrphan(invocation: Invocation, path: string, force: boolean): Promise<number> {
  const { host, json } = invocation;
  return withRunningHub(invocation, async (client) => {
    const { error, isDefined } = await safe(
      client.agents.removeOrphan({ path: host.absolute(path), ...(force && { force }) }),
    );
    if (error) {
      if (!isDefined) throw error;
      const problem =
        error.code === 'FAILED' ? error.data.reason : `${error.data.lost} Remove it all the same with --force.`;
      await printLines(host.error, problem);
      return 1;
    }
    if (json) await host.out(JSON.stringify({ removed: path }));
    else await printLines(host.out, `${path} is removed.`);
    return 0;
  });
}

function table(orphans: readonly OrphanWorktree[]): string[] {
  if (orphans.length === 0) return ['There are no worktrees left over.'];
  const rows = orphans.map(({ path, branch, bytes, dirty }) => [
    branch ?? '',
    `${(bytes / 1e6).toFixed(1)} MB`,
    dirty === 0 ? 'clean' : `${dirty} not committed`,
    path,
  ]);
  // Paths are to be copied, so they are not cut as cells are.
  const head = aligned([['BRANCH', 'SIZE', 'FILES'], ...rows.map((row) => row.slice(0, 3))]);
  const width = Math.max(...head.map((line) => line.length));
  return head.map((line, index) => `${line.padEnd(width)}  ${index === 0 ? 'PATH' : (rows[index - 1]?.[3] ?? '')}`);
}
