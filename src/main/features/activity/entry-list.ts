import type { ActivityRow, ProcessKey } from '../../../shared/vocabulary';

/** What can be in a list. */
export interface Linked<T extends Linked<T>> {
  /** The revision of the table at which it changed last; no two have the same. */
  revision: number;
  list: EntryList<T> | undefined;
  previous: T | undefined;
  next: T | undefined;
}

/** A row and its place in the history of the table. */
export interface Entry extends Linked<Entry> {
  row: ActivityRow;
  /** About how many bytes the row takes; 0 while its process runs. */
  size: number;
  /** The revision at which the row came. */
  readonly createdAt: number;
  /** The revision at which its process ran another program last, or was described; 0 when never. Only this can end a match. */
  replacedAt: number;
  /** Of those that are kept, those whose parent it was at their start. */
  children: Set<Entry> | undefined;
  /** The pid of its parent, as long as that is not known. */
  awaits: number | undefined;
  /** The name of the coding agent that `judged` is: what the process was when somebody asked last. */
  agent: string | undefined;
  judged: ActivityRow['process'] | undefined;
  /** The agent of ours in whose terminal it runs: whose first process it is, or an ancestor of it was. */
  owner: Owner | undefined;
  leadsTerminal: boolean;
}

/** An agent of ours. In a shell people type themselves: commands come from it only by coding agents that run there. */
export interface Owner {
  readonly id: string;
  readonly name: string;
  readonly isShell: boolean;
}

/** What is remembered of a row that is no longer kept. Its revision is that of the removal. */
export interface Removal extends Linked<Removal> {
  readonly key: ProcessKey;
  /** The revision at which the row came. */
  readonly createdAt: number;
}

/** An entry that is in no list yet. */
export function createEntry(row: ActivityRow, createdAt: number): Entry {
  const known = { size: 0, revision: createdAt, replacedAt: 0, children: undefined, awaits: undefined };
  const unjudged = { agent: undefined, judged: undefined, owner: undefined, leadsTerminal: false };
  return { row, createdAt, ...known, ...unjudged, ...unlinked };
}

export function createRemoval(key: ProcessKey, createdAt: number, revision: number): Removal {
  return { key, createdAt, revision, ...unlinked };
}

const unlinked = { list: undefined, previous: undefined, next: undefined };

/**
 * Entries in the order of their last change. Linked through the entries, so that a change moves an entry to the end
 * without a search and without garbage. An entry is in one list at a time.
 */
export interface EntryList<T extends Linked<T>> {
  readonly size: number;
  readonly first: T | undefined;
  readonly last: T | undefined;
  /** Takes an entry out of the list it is in and puts it at the end of this one. */
  append(entry: T): void;
  remove(entry: T): void;
}

export function createEntryList<T extends Linked<T>>(): EntryList<T> {
  let size = 0;
  let first: T | undefined;
  let last: T | undefined;
  const list: EntryList<T> = {
    get size() {
      return size;
    },
    get first() {
      return first;
    },
    get last() {
      return last;
    },
    append(entry) {
      entry.list?.remove(entry);
      entry.list = list;
      entry.previous = last;
      if (last) last.next = entry;
      else first = entry;
      last = entry;
      size++;
    },
    remove(entry) {
      if (entry.previous) entry.previous.next = entry.next;
      else first = entry.next;
      if (entry.next) entry.next.previous = entry.previous;
      else last = entry.previous;
      entry.list = undefined;
      entry.previous = undefined;
      entry.next = undefined;
      size--;
    },
  };
  return list;
}
