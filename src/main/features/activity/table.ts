import type { ActivityFilter } from '../../../shared/contract';
import {
  type ActivityRow,
  type Exit,
  type Firing,
  keyOf,
  type ProcessInfo,
  type ProcessKey,
  programName,
} from '../../../shared/vocabulary';
import { createEntry, createEntryList, type Entry, type EntryList } from './entry-list';
import type { Sieve } from './filter';

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
  /** A new row; or a known process runs another program: its row keeps what rules did. */
  start(process: ProcessInfo, about: Pick<ActivityRow, 'existing' | 'ofAction'>): void;
  end(key: ProcessKey, exit: Exit, endedAt: number): void;
  fire(key: ProcessKey, firing: Firing): void;
  /** Changes what is known of the newest firing that `which` accepts. */
  refire(key: ProcessKey, which: (firing: Firing) => boolean, change: Partial<Firing>): void;
  canContinueFrom(revision: number, scope: ActivityFilter['scope']): boolean;
  /** @param revision 0 for the whole table */
  changesSince(revision: number, sieve: Sieve): Changes;
}

/** @param keep how many ended rows, and how many removed ones, are remembered */
export function createActivityTable(keep: number): ActivityTable {
  const entries = new Map<ProcessKey, Entry>();
  const running = createEntryList();
  const runningByPid = new Map<number, Entry>();
  // Rows that rules fired on are kept longer, so they are listed apart.
  const endedPlain = createEntryList();
  const endedFired = createEntryList();
  const removedPlain = createEntryList();
  const removedFired = createEntryList();
  // 0 is no position: whoever has it has seen nothing.
  let revision = 1;
  /** The newest forgotten removals: readers that are at an older revision have missed one. */
  const horizon = { matched: 0, all: 0 };

  function change(entry: Entry, row: ActivityRow): void {
    entry.row = row;
    entry.revision = ++revision;
    const ended = row.firings.length > 0 ? endedFired : endedPlain;
    (row.exit === undefined ? running : ended).append(entry);
    while (endedPlain.size + endedFired.size > keep) removeOldest();
  }

  function removeOldest(): void {
    const entry = endedPlain.first ?? endedFired.first;
    if (!entry) return;
    const fired = entry.list === endedFired;
    entries.delete(entry.row.key);
    entry.revision = ++revision;
    (fired ? removedFired : removedPlain).append(entry);
    if (removedPlain.size > keep) horizon.all = Math.max(horizon.all, forgetFirst(removedPlain));
    if (removedFired.size > keep) {
      horizon.matched = forgetFirst(removedFired);
      horizon.all = Math.max(horizon.all, horizon.matched);
    }
  }

  function forgetFirst(list: EntryList): number {
    const { first } = list;
    if (!first) return 0;
    list.remove(first);
    return first.revision;
  }

  function add(row: ActivityRow): void {
    const entry = createEntry(row, revision + 1);
    entries.set(row.key, entry);
    runningByPid.set(row.process.pid, entry);
    change(entry, row);
  }

  function parentNameOf({ ppid }: ProcessInfo): string {
    const parent = ppid === undefined ? undefined : runningByPid.get(ppid);
    return parent ? programName(parent.row.process) : '';
  }

  /** True when a reader that saw the table at `since` may show this row, which it should not show now. */
  function mayBeShown(entry: Entry, since: number, sieve: Sieve): boolean {
    if (entry.createdAt > since || !sieve.inScope(entry.row)) return false;
    return entry.replacedAt > since || sieve.matches(entry.row);
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
    start(process, { existing, ofAction }) {
      const key = keyOf(process);
      const entry = entries.get(key);
      const parentName = parentNameOf(process);
      if (!entry) return add({ key, process, parentName, existing, ofAction, firings: [] });
      entry.replacedAt = revision + 1;
      change(entry, { key, process, parentName, existing, ofAction, firings: entry.row.firings });
    },
    end(key, exit, endedAt) {
      const entry = entries.get(key);
      if (!entry) return;
      // Field by field, which takes a third of the time of a spread: a storm ends thousands of processes a second.
      const { process, parentName, existing, ofAction, firings } = entry.row;
      if (runningByPid.get(process.pid) === entry) runningByPid.delete(process.pid);
      change(entry, { key, process, parentName, existing, ofAction, firings, exit, endedAt });
    },
    fire(key, firing) {
      const entry = entries.get(key);
      if (entry) change(entry, { ...entry.row, firings: [...entry.row.firings, firing] });
    },
    refire(key, which, fields) {
      const entry = entries.get(key);
      const at = entry?.row.firings.findLastIndex(which) ?? -1;
      const firing = entry?.row.firings[at];
      if (entry && firing) {
        change(entry, { ...entry.row, firings: entry.row.firings.with(at, { ...firing, ...fields }) });
      }
    },
    canContinueFrom: (since, scope) => since > 0 && since <= revision && since >= horizon[scope],
    changesSince(since, sieve) {
      const changed = [running, endedPlain, endedFired].flatMap((list) => newerThan(since, list));
      const removed = [removedPlain, removedFired].flatMap((list) => newerThan(since, list));
      changed.sort((a, b) => b.revision - a.revision);
      const hidden = changed.filter((entry) => !sieve.matches(entry.row)).concat(removed);
      return {
        rows: changed.map(({ row }) => row).filter(sieve.matches),
        removed: hidden
          .filter((entry) => mayBeShown(entry, since, sieve) && !isShown(entry.row.key, sieve))
          .map(({ row }) => row.key),
      };
    },
  };
}

function newerThan(revision: number, list: EntryList): Entry[] {
  const newer: Entry[] = [];
  for (let entry = list.last; entry && entry.revision > revision; entry = entry.previous) newer.push(entry);
  return newer;
}
