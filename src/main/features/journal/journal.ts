import type { EventBatch, JournalPosition } from '../../../shared/contract';
import { createEmitter } from '../../../shared/event';
import { type HubEvent, sizeOf } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';

export interface JournalEntry {
  readonly seq: number;
  readonly at: number;
  readonly event: HubEvent;
}

export interface ReadOptions {
  /** Continue after what was read before; without it from the oldest that is kept. */
  readonly after?: JournalPosition | undefined;
  /** Wait for more at the end. */
  readonly follow: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What happened, in order, as far back as memory allows. Readers go at their own pace and are told what they missed. */
export interface Journal {
  append(event: HubEvent): void;
  readonly next: number;
  readonly kept: number;
  read(options: ReadOptions): AsyncGenerator<EventBatch, void>;
}

export interface JournalOptions {
  readonly clock: Clock;
  /** Names this run of the hub. */
  readonly epoch: string;
  /** Newest events that are kept. */
  readonly capacity?: number;
  /** About how many bytes they take at most. */
  readonly capacityBytes?: number;
}

/** An entry, and about how many bytes it takes. */
interface Kept {
  readonly entry: JournalEntry;
  readonly size: number;
}

const longestBatch = 500;
/** A batch is one message, and messages have a limit: 32 MiB over a local socket. */
const largestBatch = 1_000_000;
const usualCapacity = 10_000;
const usualCapacityBytes = 32_000_000;

export function createJournal(options: JournalOptions): Journal {
  const { clock, epoch, capacity = usualCapacity, capacityBytes = usualCapacityBytes } = options;
  /** A ring: the entry with number n is at n % capacity. */
  const ring: (Kept | undefined)[] = [];
  const appended = createEmitter<void>();
  let oldest = 0;
  let next = 0;
  let bytes = 0;

  function removeOldest(): void {
    bytes -= ring[oldest % capacity]?.size ?? 0;
    ring[oldest % capacity] = undefined;
    oldest++;
  }

  function start({ after }: ReadOptions): { cursor: number; restarted: boolean } {
    if (after === undefined) return { cursor: oldest, restarted: false };
    if (after.epoch !== epoch) return { cursor: oldest, restarted: true };
    return { cursor: Math.min(after.next, next), restarted: false };
  }

  async function* read(options: ReadOptions): AsyncGenerator<EventBatch, void> {
    let { cursor, restarted } = start(options);
    let first = true;
    while (!options.signal?.aborted) {
      const lost = Math.max(0, oldest - cursor);
      cursor += lost;
      const events: JournalEntry[] = [];
      let batchSize = 0;
      while (cursor < next && events.length < longestBatch && batchSize < largestBatch) {
        const kept = ring[cursor % capacity];
        if (kept) events.push(kept.entry);
        batchSize += kept?.size ?? 0;
        cursor++;
      }
      // The first batch comes at once, also when empty: it tells the reader its position.
      if (first || lost > 0 || events.length > 0) {
        yield { position: { epoch, next: cursor }, lost, restarted, events };
        first = false;
        restarted = false;
      }
      if (cursor < next) continue;
      if (!options.follow) return;
      await more(cursor, options.signal);
    }
  }

  /** Waits until there is something at `cursor`, or the reader has gone. */
  function more(cursor: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      if (cursor < next || signal?.aborted) return resolve();
      const done = () => {
        unsubscribe();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const unsubscribe = appended.on(done);
      signal?.addEventListener('abort', done);
    });
  }

  return {
    append(event) {
      const size = sizeOf(event);
      if (next - oldest === capacity) removeOldest();
      ring[next % capacity] = { entry: { seq: next, at: clock.nowMs(), event }, size };
      next++;
      bytes += size;
      while (bytes > capacityBytes) removeOldest();
      appended.emit();
    },
    get next() {
      return next;
    },
    get kept() {
      return next - oldest;
    },
    read,
  };
}
