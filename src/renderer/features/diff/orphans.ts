import { isDefinedError, safe } from '@orpc/client';
import type { Client } from '../../../shared/contract';
import { reasonOf } from '../../client';
import type { OrphanListProps } from './orphan-list';

/** The hub's list of worktrees that no agent uses. */
export function orphansOf({ agents }: Pick<Client, 'agents'>): OrphanListProps {
  return {
    load: (signal) => agents.orphans(undefined, { signal }),
    async remove(path, force) {
      const { error } = await safe(agents.removeOrphan({ path, force }));
      if (!error) return undefined;
      return isDefinedError(error) && error.code === 'DIRTY' ? { lost: error.data.lost } : { reason: reasonOf(error) };
    },
  };
}
