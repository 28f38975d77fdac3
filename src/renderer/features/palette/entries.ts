import { go } from 'fuzzysort';

/** A line of the palette. */
export interface Entry {
  readonly id: string;
  /** The heading that it stands under. */
  readonly group: string;
  readonly title: string;
  /** After the title, in grey: a folder, a status. It is searched, too. */
  readonly hint?: string | undefined;
  /** At the right, as caps: "Ctrl Shift D". */
  readonly keys?: string | undefined;
  readonly run: () => void;
}

export interface EntryGroup {
  readonly value: string;
  readonly items: readonly Entry[];
}

const mostFound = 100;

/**
 * What fits a search, best first, and under its headings; the heading of the best comes first. Letters may be left out:
 * "spr" finds "Split right". Without a search everything is found, in its order.
 */
export function found(entries: readonly Entry[], search: string): EntryGroup[] {
  const trimmed = search.trim();
  if (trimmed === '') return grouped(entries);
  const keys = [(entry: Entry) => entry.title, (entry: Entry) => `${entry.title} ${entry.hint ?? ''}`];
  return grouped(go(trimmed, entries, { keys, limit: mostFound, threshold: 0.3 }).map(({ obj }) => obj));
}

function grouped(entries: readonly Entry[]): EntryGroup[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups].map(([value, items]) => ({ value, items }));
}
