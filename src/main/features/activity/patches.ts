import type { ActivityPatch, ActivityRevision } from '../../../shared/contract';
import { type ActivityRow, sizeOf } from '../../../shared/vocabulary';
import type { Changes } from './table';

/** Keeps messages small. */
const rowsPerPatch = 1_000;
/** About as many bytes of rows, as messages have a limit: 32 MiB over a local socket. */
const largestPatch = 1_000_000;

/**
 * Changes as patches of at most 1,000 rows (fewer when they are large) and removals, newest rows first. Only the last
 * one tells the position reached; revision 0 on those before makes a reader that was cut off in between start anew.
 */
export function* patchesOf({ rows, removed }: Changes, at: ActivityRevision, reset: boolean): Generator<ActivityPatch> {
  let sentRows = 0;
  let sentRemoved = 0;
  for (let first = true, last = false; !last; first = false) {
    const toRow = endOfPatch(rows, sentRows);
    const toRemoved = Math.min(removed.length, sentRemoved + rowsPerPatch);
    last = toRow === rows.length && toRemoved === removed.length;
    yield {
      at: last ? at : { ...at, revision: 0 },
      reset: reset && first,
      rows: rows.slice(sentRows, toRow),
      removed: removed.slice(sentRemoved, toRemoved),
    };
    sentRows = toRow;
    sentRemoved = toRemoved;
  }
}

/** Where the patch that begins with the row at `from` ends. */
function endOfPatch(rows: readonly ActivityRow[], from: number): number {
  let size = 0;
  let index = from;
  while (index < rows.length && index - from < rowsPerPatch && size < largestPatch) size += sizeOf(rows[index++]);
  return index;
}
