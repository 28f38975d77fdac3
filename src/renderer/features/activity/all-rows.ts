import type { ActivityPatch, Client } from '../../../shared/contract';
import { follow } from '../../../shared/link';
import type { ActivityRow } from '../../../shared/vocabulary';
import { createRedraw } from './redraw';
import { createTable } from './table';

/** Tells all rows, newest first, now and as they change, until it is told to stop. */
export function followRows(client: Client, onRows: (rows: readonly ActivityRow[]) => void): () => void {
  const reading = new AbortController();
  const { signal } = reading;
  const table = createTable();
  const redraw = createRedraw(() => onRows(table.newestFirst()));
  const filter = { scope: 'all', search: '' } as const;

  async function read(): Promise<void> {
    const patches = follow<ActivityPatch>(
      (last) => client.activity.watch({ filter, ...(last && { after: last.at }) }, { signal }),
      signal,
    );
    for await (const patch of patches) {
      if (signal.aborted) return;
      table.apply(patch);
      redraw.ask();
    }
  }

  // A failure needs no words of its own: what is known stays, and Activity tells why nothing comes.
  read().catch(() => {});
  return () => {
    reading.abort();
    redraw.cancel();
  };
}
