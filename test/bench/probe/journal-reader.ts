import type { Client } from '../../../src/shared/contract';
import { machineMs } from '../measure';

/** A command as a client of the hub heard of its start; ms of the machine's monotonic clock. */
export interface Heard {
  readonly argv: readonly string[];
  /** When the hub wrote it down; to 1 ms, as the journal counts. */
  readonly inJournalMs: number;
  /** When the client had it. */
  readonly readMs: number;
}

/** A client that follows the journal as `viberot events --follow` does. */
export interface JournalReader {
  readonly heard: readonly Heard[];
  /** Events that the journal no longer kept when this client came for them. */
  readonly missed: number;
  end(): Promise<void>;
}

/** @param program the first argument of the commands to listen for */
export function followJournal(client: Client, program: string): JournalReader {
  const heard: Heard[] = [];
  const controller = new AbortController();
  const epochMs = epochOfMachineMs();
  let missed = 0;

  async function follow(): Promise<void> {
    for await (const { events, lost } of await client.hub.events({ follow: true }, { signal: controller.signal })) {
      const readMs = machineMs();
      missed += lost;
      for (const { at, event } of events) {
        if (event.type !== 'process.started' || event.process.argv[0] !== program) continue;
        heard.push({ argv: event.process.argv, inJournalMs: at - epochMs, readMs });
      }
    }
  }

  const done = follow().catch((error) => {
    if (!controller.signal.aborted) throw error;
  });
  return {
    heard,
    get missed() {
      return missed;
    },
    async end() {
      controller.abort();
      await done;
    },
  };
}

/** The epoch time at which the monotonic clock was 0: read just when the wall clock goes on by a millisecond. */
function epochOfMachineMs(): number {
  const before = Date.now();
  let now = before;
  while (now === before) now = Date.now();
  return now - machineMs();
}
