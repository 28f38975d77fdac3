import type { Observable } from '../../../../shared/event';
import type { Scope } from '../../../../shared/scope';
import { type Agent, isAlive } from '../../../../shared/vocabulary';
import type { Projects } from './projects';

/** Where agents work there may be projects that bring Lua of their own. A worktree has that of its repository. */
export function followProjects(
  { projects }: { readonly projects: Pick<Projects, 'seen'> },
  agents: Observable<readonly Agent[]>,
  scope: Scope,
): void {
  let before = '';
  const look = (now: readonly Agent[]) => {
    const folders = [...new Set(now.filter(isAlive).map(({ worktree, cwd }) => worktree?.repository ?? cwd))];
    // A status that changes may mean that files have come.
    const seen = JSON.stringify([folders, now.map(({ statusAt }) => statusAt)]);
    if (seen === before) return;
    before = seen;
    void projects.seen(folders);
  };
  scope.defer(agents.on(look));
  look(agents.value);
}
