import type { ActivityFilter } from '../../../shared/contract';
import {
  type ActivityRow,
  type Estimate,
  type Exit,
  type Family,
  type Firing,
  keyOf,
  type ProcessInfo,
  type ProcessKey,
  type Run,
  sizeOf,
} from '../../../shared/vocabulary';
import {
  createEntry,
  createEntryList,
  createRemoval,
  type Entry,
  type EntryList,
  type Linked,
  type Owner,
  type Removal,
} from './entry-list';
import { familyOf } from './family';
import type { Sieve } from './filter';
import { createLineage } from './lineage';

/** What a reader has to do to see the table as it is. */
export interface Changes {
  /** Newest change first. */
  readonly rows: ActivityRow[];
  readonly removed: ProcessKey[];
}

/**
 * All running processes and the newest ended ones. Every change raises the revision, and what changed since any
 * revision can be told, as long as the rows removed since then are remembered.
 */
export interface ActivityTable {
  readonly revision: number;
  readonly running: number;
  readonly ended: number;
  get(key: ProcessKey): ActivityRow | undefined;
  /** What runs now. */
  runningProcesses(): ProcessInfo[];
  family(key: ProcessKey): Family | undefined;
  /** A new row; or a known process runs another program: its row keeps what rules did. */
  start(process: ProcessInfo, about: Pick<ActivityRow, 'existing' | 'ofAction'>): void;
  end(key: ProcessKey, exit: Exit, endedAt: number): void;
  /** What a person typed to start it. */
  describe(key: ProcessKey, typed: string): void;
  fire(key: ProcessKey, firing: Firing): void;
  /** What became of an action, which belongs to the firing that has it, or else to the newest of its rule that was not held. */
  ran(run: Run): void;
  estimate(key: ProcessKey, estimate: Estimate): void;
  /** The process with this pid is the first in an agent's terminal; undefined: its agent has ended. */
  ownedBy(pid: number, owner: Owner | undefined): void;
  canContinueFrom(revision: number, scope: ActivityFilter['scope']): boolean;
  /** @param revision 0 for the whole table */
  changesSince(revision: number, sieve: Sieve): Changes;
}

/**
 * @param keep how many ended rows, and how many removals, are remembered
 * @param keepBytes about how many bytes the ended rows take at most
 */
export function createActivityTable(keep: number, keepBytes: number): ActivityTable {
  const entries = new Map<ProcessKey, Entry>();
  const running = createEntryList<Entry>();
  const lineage = createLineage(entries, change);
  // Rows that rules fired on are kept longer, so they are listed apart.
  const endedPlain = createEntryList<Entry>();
  const endedFired = createEntryList<Entry>();
  const removedPlain = createEntryList<Removal>();
  const removedFired = createEntryList<Removal>();
  let endedBytes = 0;
  // 0 is no position: whoever has it has seen nothing.
  let revision = 1;
  /** The newest forgotten removals: readers that are at an older revision have missed one. */
  const horizon = { matched: 0, all: 0 };

  function change(entry: Entry, row: ActivityRow): void {
    const size = row.exit === undefined ? 0 : sizeOf(row);
    endedBytes += size - entry.size;
    entry.size = size;
    entry.row = row;
    entry.revision = ++revision;
    const ended = row.firings.length > 0 ? endedFired : endedPlain;
    (row.exit === undefined ? running : ended).append(entry);
    while (endedPlain.size + endedFired.size > keep || endedBytes > keepBytes) removeOldest();
  }

  function removeOldest(): void {
    const entry = endedPlain.first ?? endedFired.first;
    if (!entry) return;
    const { row, size, createdAt } = entry;
    const removed = entry.list === endedFired ? removedFired : removedPlain;
    entry.list?.remove(entry);
    entries.delete(row.key);
    lineage.removed(entry);
    endedBytes -= size;
    removed.append(createRemoval(row.key, createdAt, ++revision));
    if (removedPlain.size > keep) horizon.all = Math.max(horizon.all, forgetFirst(removedPlain));
    if (removedFired.size > keep) {
      horizon.matched = forgetFirst(removedFired);
      horizon.all = Math.max(horizon.all, horizon.matched);
    }
  }

  function forgetFirst(list: EntryList<Removal>): number {
    const { first } = list;
    if (!first) return 0;
    list.remove(first);
    return first.revision;
  }

  function add(row: ActivityRow): void {
    const entry = createEntry(row, revision + 1);
    entries.set(row.key, entry);
    change(entry, row);
    lineage.added(entry);
  }

  /** True when a reader that saw the table at `since` may show this row, which it should not show now. */
  function wasShown({ row, createdAt, replacedAt }: Entry, since: number, sieve: Sieve): boolean {
    return createdAt <= since && replacedAt > since && sieve.inScope(row) && !sieve.matches(row);
  }

  function isShown(key: ProcessKey, sieve: Sieve): boolean {
    const entry = entries.get(key);
    return entry !== undefined && sieve.matches(entry.row);
  }

  return {
    get revision() {
      return revision;
    },
    get running() {
      return running.size;
    },
    get ended() {
      return endedPlain.size + endedFired.size;
    },
    get: (key) => entries.get(key)?.row,
    runningProcesses: () => newerThan(0, running).map(({ row }) => row.process),
    family(key) {
      const entry = entries.get(key);
      return entry && familyOf(entry, lineage);
    },
    start(process, { existing, ofAction }) {
      const key = keyOf(process);
      const entry = entries.get(key);
      if (!entry) return add({ key, process, ...lineage.descentOf(process), existing, ofAction, firings: [] });
      entry.replacedAt = revision + 1;
      const { process: before, parent, parentName, origin, firings } = entry.row;
      const same = before.typed === undefined ? process : { ...process, typed: before.typed };
      change(entry, { key, process: same, parent, parentName, origin, existing, ofAction, firings });
    },
    end(key, exit, endedAt) {
      const entry = entries.get(key);
      if (!entry) return;
      // Field by field, which takes a third of the time of a spread: a storm ends thousands of processes a second.
      const { process, parent, parentName, origin, existing, ofAction, firings } = entry.row;
      lineage.ended(entry);
      change(entry, { key, process, parent, parentName, origin, existing, ofAction, firings, exit, endedAt });
    },
    describe(key, typed) {
      const entry = entries.get(key);
      if (!entry) return;
      // Another line than before may end a match.
      entry.replacedAt = revision + 1;
      change(entry, { ...entry.row, process: { ...entry.row.process, typed } });
    },
    fire(key, firing) {
      const entry = entries.get(key);
      if (entry) change(entry, { ...entry.row, firings: [...entry.row.firings, firing] });
    },
    ran(run) {
      const entry = entries.get(run.process);
      const { firings = [] } = entry?.row ?? {};
      const at = firingOf(run, firings);
      const firing = firings[at];
      if (entry && firing) change(entry, { ...entry.row, firings: firings.with(at, withRun(firing, run)) });
    },
    estimate(key, estimate) {
      const entry = entries.get(key);
      if (entry && entry.row.exit === undefined) change(entry, { ...entry.row, estimate });
    },
    ownedBy: lineage.ownedBy,
    canContinueFrom: (since, scope) => since > 0 && since <= revision && since >= horizon[scope],
    changesSince(since, sieve) {
      const changed = [running, endedPlain, endedFired].flatMap((list) => newerThan(since, list));
      // What they were is no longer known, so a search does not narrow them: removing what is not shown does no harm.
      const removed = (sieve.scope === 'all' ? [removedPlain, removedFired] : [removedFired])
        .flatMap((list) => newerThan(since, list))
        .filter(({ key, createdAt }) => createdAt <= since && !isShown(key, sieve));
      changed.sort((a, b) => b.revision - a.revision);
      return {
        rows: changed.map(({ row }) => row).filter(sieve.matches),
        removed: [
          ...changed.filter((entry) => wasShown(entry, since, sieve)).map(({ row }) => row.key),
          ...removed.map(({ key }) => key),
        ],
      };
    },
  };
}

function firingOf(run: Run, firings: readonly Firing[]): number {
  const own = firings.findIndex(({ runs }) => runs.some(({ id }) => id === run.id));
  return own >= 0 ? own : firings.findLastIndex(({ ruleId, held }) => ruleId === run.ruleId && held === undefined);
}

function withRun(firing: Firing, run: Run): Firing {
  const at = firing.runs.findIndex(({ id }) => id === run.id);
  return { ...firing, runs: at < 0 ? [...firing.runs, run] : firing.runs.with(at, run) };
}

function newerThan<T extends Linked<T>>(revision: number, list: EntryList<T>): T[] {
  const newer: T[] = [];
  for (let entry = list.last; entry && entry.revision > revision; entry = entry.previous) newer.push(entry);
  return newer;
}
