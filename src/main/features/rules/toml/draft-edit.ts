import { type Entry, type Holder, type Layout, samePath, startsWith } from './layout';
import { editList } from './list-edit';
import { type LineEnd, renderKey, renderValue, type TomlValue } from './render';
import { endOfLine, lineStart, type TextEdit } from './text-edits';
import type { Path } from './toml';
import { editValue } from './value-edit';

/** Changes keys of one rule, whatever forms its tables have; the edits are made all at once in the end. */
export interface DraftEdit {
  has(path: Path): boolean;
  /**
   * Gives a key another value, or adds it behind the last of those that stand before it in `order`; without an order it
   * becomes the last.
   */
  set(path: Path, value: TomlValue, order: readonly string[]): void;
  /** Takes a key away with its line, and all that is below it. */
  remove(path: Path): void;
  /** Edits of other kinds. */
  add(...edits: TextEdit[]): void;
  edits(): TextEdit[];
}

interface Added {
  readonly text: string;
  /** The first of the table without it. */
  readonly after: Entry | undefined;
}

/** Keys that mean the same. */
const spellings: Readonly<Record<string, string>> = { commands: 'command', actions: 'action' };

export function editDraft({ source, rule, tables, holders, entries }: Layout, lineEnd: LineEnd): DraftEdit {
  const removed = new Set<Entry>();
  const added = new Map<Holder, Added[]>();
  const edits: TextEdit[] = [];

  return {
    has: (path) => entries.some((entry) => startsWith(entry.path, path)),
    set(path, value, order) {
      const entry = entries.find((candidate) => samePath(candidate.path, path));
      if (entry) edits.push(...editValue(source, entry.node.value, value, lineEnd));
      else insert(path, value, order);
    },
    remove(path) {
      for (const entry of entries) if (startsWith(entry.path, path)) removed.add(entry);
      for (const { path: own, node } of tables) if (startsWith(own, path)) edits.push(wholeLines(node.range));
    },
    add: (...more) => void edits.push(...more),
    // Keys before the tables that are added at the same place.
    edits: () => [...holders.flatMap((holder) => editHolder(holder)), ...edits],
  };

  function insert(path: Path, value: TomlValue, order: readonly string[]): void {
    const base = path.slice(0, -1);
    const holder = holderOf(base);
    const siblings = holder.entries.filter((entry) => startsWith(entry.path, base) && !removed.has(entry));
    const rank = (of: Path) => order.indexOf(spellings[of[base.length] ?? ''] ?? String(of[base.length]));
    const preceding = siblings.filter((entry) => rank(entry.path) >= 0 && rank(entry.path) < rank(path));
    const nearest = Math.max(...preceding.map((entry) => rank(entry.path)));
    // Without an order, and beside dotted keys of the same table, the last place is the right one.
    const last = order.length === 0 || base.length > holder.path.length ? siblings.at(-1) : undefined;
    const after = preceding.findLast((entry) => rank(entry.path) === nearest) ?? last;
    const key = path
      .slice(holder.path.length)
      .map((part) => renderKey(String(part)))
      .join('.');
    const like = after ?? siblings[0];
    const text = like ? writtenLike(like, key, renderValue(value, lineEnd)) : `${key} = ${renderValue(value, lineEnd)}`;
    added.set(holder, [...(added.get(holder) ?? []), { text, after }]);
  }

  /** The table that keys below a path are added to, by a dotted key when that table is above the path. */
  function holderOf(path: Path): Holder {
    const exact = path.length === 0 ? rule : holders.find((holder) => samePath(holder.path, path));
    return exact ?? holderOf(path.slice(0, -1));
  }

  /** With the blanks around "=" that its neighbour has, so that columns stay in line. */
  function writtenLike({ node }: Entry, key: string, value: string): string {
    const between = source.slice(node.key.range[1], node.value.range[0]);
    const [, before = ' ', behind = ' '] = /^([ \t]*)=([ \t]*)$/.exec(between) ?? [];
    const width = node.key.range[1] - node.key.range[0] + before.length;
    const aligned = /^ {2,}$/.test(before) ? `${key.padEnd(width - 1)} ` : key + before;
    return `${aligned}=${behind}${value}`;
  }

  function editHolder(holder: Holder): TextEdit[] {
    const news = added.get(holder) ?? [];
    const gone = holder.entries.filter((entry) => removed.has(entry));
    if (holder.node.type === 'TOMLTable') {
      return [...gone.map(({ node }) => wholeLines(node.range)), ...news.map((line) => newLine(holder, line))];
    }
    if (news.length === 0 && gone.length === 0) return [];
    const next = holder.entries.flatMap((entry, index): (number | string)[] => [
      ...(removed.has(entry) ? [] : [index]),
      ...news.filter(({ after }) => after === entry).map(({ text }) => text),
    ]);
    const first = news.filter(({ after }) => after === undefined).map(({ text }) => text);
    const parts = holder.entries.map(({ node }) => node);
    return editList(source, { range: holder.node.range, parts }, [...first, ...next], ' ');
  }

  function newLine({ node, entries: [first] }: Holder, { text, after }: Added): TextEdit {
    const neighbour = (after ?? first)?.node ?? node;
    const indent = /^[ \t]*/.exec(source.slice(lineStart(source, neighbour.range[0])))?.[0] ?? '';
    const header = node.type === 'TOMLTable' ? node.key : node;
    const at = endOfLine(source, (after?.node ?? header).range[1]);
    // The last line of a file may have no end.
    const line = source[at - 1] === '\n' ? indent + text + lineEnd : lineEnd + indent + text;
    return { start: at, end: at, text: line };
  }

  function wholeLines([start, end]: readonly [number, number]): TextEdit {
    return { start: lineStart(source, start), end: endOfLine(source, end), text: '' };
  }
}
