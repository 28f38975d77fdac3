import type { ActivityRow } from '../../../shared/vocabulary';

/** A row and its place in the history of the table. */
export interface Entry {
  row: ActivityRow;
  /** The revision of the table at which the row changed last; no two entries have the same. */
  revision: number;
  /** The revision at which the row came. */
  readonly createdAt: number;
  /** The revision at which its process ran another program last; 0 when never. Only this can end a match. */
  replacedAt: number;
  list: EntryList | undefined;
  previous: Entry | undefined;
  next: Entry | undefined;
}

/** An entry that is in no list yet. */
export function createEntry(row: ActivityRow, createdAt: number): Entry {
  const unlinked = undefined;
  return { row, revision: createdAt, createdAt, replacedAt: 0, list: unlinked, previous: unlinked, next: unlinked };
}

/**
 * Entries in the order of their last change. Linked through the entries, so that a change moves an entry to the end
 * without a search and without garbage. An entry is in one list at a time.
 */
export interface EntryList {
  readonly size: number;
  readonly first: Entry | undefined;
  readonly last: Entry | undefined;
  /** Takes an entry out of the list it is in and puts it at the end of this one. */
  append(entry: Entry): void;
  remove(entry: Entry): void;
}

export function createEntryList(): EntryList {
  let size = 0;
  let first: Entry | undefined;
  let last: Entry | undefined;
  const list: EntryList = {
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
