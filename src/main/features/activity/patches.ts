import type { ActivityPatch, ActivityRevision } from '../../../shared/contract';
import type { Changes } from './table';

/** Keeps messages small. */
const rowsPerPatch = 1_000;

/**
 * Changes as patches of at most 1,000 rows and removals, newest rows first. Only the last one tells the position
 * reached; revision 0 on those before makes a reader that was cut off in between start anew.
 */
export function* patchesOf({ rows, removed }: Changes, at: ActivityRevision, reset: boolean): Generator<ActivityPatch> {
  const count = Math.max(1, Math.ceil(Math.max(rows.length, removed.length) / rowsPerPatch));
  for (let index = 0; index < count; index++) {
    const part = [index * rowsPerPatch, (index + 1) * rowsPerPatch] as const;
    yield {
      at: index === count - 1 ? at : { ...at, revision: 0 },
      reset: reset && index === 0,
      rows: rows.slice(...part),
      removed: removed.slice(...part),
    };
  }
}
