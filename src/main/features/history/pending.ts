import type { Exit, ProcessKey, Run } from '../../../shared/vocabulary';
import type { HistoryChange, StartedCommand } from '../../ports';

/** What has not been stored yet, in its order. A command that ends before it is stored is one change, with its end. */
export interface Pending {
  readonly size: number;
  started(entry: StartedCommand): void;
  /** It runs already, as did what started of it since then. */
  found(key: ProcessKey, since: number): void;
  ended(key: ProcessKey, exit: Exit, endedAt: number): void;
  typed(key: ProcessKey, typed: string): void;
  fired(key: ProcessKey): void;
  held(change: Extract<HistoryChange, { type: 'held' }>): void;
  ran(change: Extract<HistoryChange, { type: 'ran' }>): void;
  /** The oldest, which are pending no more. */
  take(most: number): HistoryChange[];
  clear(): void;
}

export interface PendingBounds {
  readonly changes: number;
  /** About how many bytes of text. */
  readonly bytes: number;
}

type Started = { type: 'started'; entry: StartedCommand };

/** @param onLost hears that something was not kept, because so much is pending */
export function createPending(bounds: PendingBounds, onLost: () => void): Pending {
  let changes: HistoryChange[] = [];
  let bytes = 0;
  const starts = new Map<ProcessKey, Started[]>();
  const runs = new Map<Run['id'], { change: Extract<HistoryChange, { type: 'ran' }> }>();
  /** Of what was taken, the processes that still ran. Only news of these matter to the store. */
  const running = new Set<ProcessKey>();

  function add(change: HistoryChange): boolean {
    const size = textOf(change);
    if (changes.length >= bounds.changes || bytes + size > bounds.bytes) {
      onLost();
      return false;
    }
    changes.push(change);
    bytes += size;
    return true;
  }

  function forget(change: HistoryChange): void {
    bytes -= textOf(change);
    if (change.type === 'ran') runs.delete(change.run.id);
    if (change.type !== 'started') return;
    const { key, endedAt } = change.entry;
    starts.delete(key);
    if (endedAt === undefined) running.add(key);
  }

  return {
    get size() {
      return changes.length;
    },
    started(entry) {
      const start: Started = { type: 'started', entry };
      if (add(start)) starts.set(entry.key, [...(starts.get(entry.key) ?? []), start]);
    },
    found(key, since) {
      if (running.has(key) || starts.has(key)) return;
      if (add({ type: 'found', key, since })) running.add(key);
    },
    ended(key, exit, endedAt) {
      for (const start of starts.get(key) ?? []) start.entry = { ...start.entry, exit, endedAt };
      if (running.delete(key)) add({ type: 'ended', key, exit, endedAt });
    },
    typed(key, typed) {
      const pending = starts.get(key);
      for (const start of pending ?? []) start.entry = { ...start.entry, typed };
      if (!pending) add({ type: 'typed', key, typed });
    },
    fired(key) {
      const start = starts.get(key)?.at(-1);
      if (start) start.entry = { ...start.entry, firings: start.entry.firings + 1 };
      else add({ type: 'fired', key });
    },
    held: (change) => void add(change),
    ran(change) {
      const known = runs.get(change.run.id);
      if (known) {
        bytes += textOf(change) - textOf(known.change);
        Object.assign(known.change, change);
      } else if (add(change)) runs.set(change.run.id, { change });
    },
    take(most) {
      const taken = changes.slice(0, most);
      changes = changes.slice(most);
      for (const change of taken) forget(change);
      return taken;
    },
    clear() {
      changes = [];
      bytes = 0;
      for (const map of [starts, runs, running]) map.clear();
    },
  };
}

function textOf(change: HistoryChange): number {
  switch (change.type) {
    case 'started':
      return change.entry.command.length + (change.entry.cwd?.length ?? 0);
    case 'ran':
      return change.command.length + (change.output?.length ?? 0);
    case 'held':
      return change.command.length;
    case 'typed':
      return change.typed.length;
    default:
      return 0;
  }
}
