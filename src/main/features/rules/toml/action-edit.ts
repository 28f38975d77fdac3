import { ActionDraft } from '../../../../shared/vocabulary';
import { mainKeyOf } from '../language/action-form';
import { differencesOf } from './differences';
import type { DraftEdit } from './draft-edit';
import { type Holder, type Layout, samePath, startsWith } from './layout';
import { type LineEnd, renderAction } from './render';
import { sameValue } from './same-value';
import { endOfLine } from './text-edits';
import type { Path } from './toml';

const actionKeys = ActionDraft.keyof().options.filter((key) => key !== 'type');

interface Actions {
  readonly before: readonly ActionDraft[];
  readonly next: readonly ActionDraft[];
}

/**
 * Makes the actions of a rule others. One that keeps its type is changed where it stands; tables with headers of their
 * own come and go one by one; all other forms are replaced by such tables.
 */
export function editActions(layout: Layout, edit: DraftEdit, { before, next }: Actions, lineEnd: LineEnd): void {
  const name = edit.has(['actions']) ? 'actions' : 'action';
  const paths = pathsOf(layout, name);
  const known = paths.length === before.length ? paths : [];
  const pairs = known.map((path, index) => ({ path, from: before[index], to: next[index] }));
  const changeable = pairs.map(({ path, from, to }) => canChange(edit, path, from, to));
  if (pairs.length === next.length && changeable.every(Boolean)) {
    for (const { path, from, to } of pairs) if (from && to) changeAction(edit, path, from, to);
    return;
  }
  const regions = regionsOf(layout, known);
  if (regions) editTables(layout, edit, { before, next, regions, name, lineEnd });
  else replaceAll(layout, edit, { next, name, lineEnd });
}

/** Where the actions stand: the one there is, or each of a list. */
function pathsOf({ entries, holders }: Layout, name: string): Path[] {
  const below = [...entries, ...holders].map(({ path }) => path).filter(([first]) => first === name);
  const indexes = below.flatMap(([, second]) => (typeof second === 'number' ? [second] : []));
  if (indexes.length > 0) return Array.from({ length: Math.max(...indexes) + 1 }, (_, index) => [name, index]);
  return below.length > 0 ? [[name]] : [];
}

function canChange(edit: DraftEdit, path: Path, from?: ActionDraft, to?: ActionDraft): boolean {
  if (!from || !to || from.type !== to.type) return false;
  // The short form can't do without its main value, but for a notification, whose text the app then makes.
  return edit.has([...path, 'type']) || to.type === 'notify' || mainOf(to) !== undefined;
}

function mainOf(action: ActionDraft): unknown {
  return Object.entries(action).find(([key]) => key === mainKeyOf(action.type))?.[1];
}

function changeAction(edit: DraftEdit, path: Path, from: ActionDraft, to: ActionDraft): void {
  const main = edit.has([...path, 'type']) ? undefined : mainKeyOf(to.type);
  const written = (key: string) => (key === main ? to.type : key);
  const order = ['type', ...actionKeys].map(written);
  for (const key of actionKeys) {
    const value = to[key];
    if (sameValue(from[key], value)) continue;
    if (key === 'headers')
      changeHeaders(edit, [...path, key], { from: from.headers ?? {}, to: to.headers ?? {}, order });
    else if (value !== undefined) edit.set([...path, written(key)], value, order);
    else if (key === main) edit.set([...path, to.type], true, order);
    else edit.remove([...path, key]);
  }
}

type Headers = NonNullable<ActionDraft['headers']>;

function changeHeaders(
  edit: DraftEdit,
  path: Path,
  { from, to, order }: { from: Headers; to: Headers; order: readonly string[] },
): void {
  const names = Object.keys(to);
  if (names.length === 0) {
    edit.remove(path);
  } else if (!edit.has(path)) {
    edit.set(path, to, order);
  } else {
    for (const name of Object.keys(from)) if (!(name in to)) edit.remove([...path, name]);
    for (const name of names) if (from[name] !== to[name]) edit.set([...path, name], to[name] ?? '', []);
  }
}

interface Region {
  /** The table with the action's own header. */
  readonly table: Holder;
  /** With what stands above it since the action before. */
  readonly start: number;
  readonly end: number;
}

/** The parts of the source that belong to the actions when each has a table with a header of its own. */
function regionsOf({ source, rule, tables }: Layout, paths: readonly Path[]): Region[] | undefined {
  let start = ownEnd(source, rule);
  let count = 0;
  const regions = paths.flatMap((path) => {
    const own = tables.filter((table) => startsWith(table.path, path));
    const table = own.find((candidate) => samePath(candidate.path, path));
    const [first] = own;
    if (!table || !first || first.node.range[0] < start) return [];
    const end = Math.max(...own.map((holder) => ownEnd(source, holder)));
    const region = { table, start, end };
    start = end;
    count += own.length;
    return [region];
  });
  return regions.length === paths.length && count === tables.length ? regions : undefined;
}

/** Behind the last line of a table, without those below it. */
function ownEnd(source: string, { node, entries }: Holder): number {
  const header = node.type === 'TOMLTable' ? node.key.range[1] : node.range[1];
  return endOfLine(source, Math.max(header, ...entries.map((entry) => entry.node.range[1])));
}

interface TablesEdit extends Actions {
  readonly regions: readonly Region[];
  readonly name: string;
  readonly lineEnd: LineEnd;
}

function editTables(layout: Layout, edit: DraftEdit, { before, next, regions, name, lineEnd }: TablesEdit): void {
  const single = regions.find(({ table }) => table.path.length === 1)?.table;
  const differences = differencesOf(before, next, sameValue);
  let stays = before.length - differences.reduce((count, { start, end }) => count + end - start, 0);
  const added: { action: ActionDraft; place: number }[] = [];
  for (const { start, end, nextStart, nextEnd } of differences) {
    let [at, nextAt] = [start, nextStart];
    for (; at < end && nextAt < nextEnd; at++, nextAt++) {
      const [path, from, to] = [regions[at]?.table.path, before[at], next[nextAt]];
      if (!path || !from || !to || !canChange(edit, path, from, to)) break;
      changeAction(edit, path, from, to);
      stays++;
    }
    const place = regions[at - 1]?.end ?? ownEnd(layout.source, layout.rule);
    added.push(...next.slice(nextAt, nextEnd).map((action) => ({ action, place })));
    for (const region of regions.slice(at, end)) edit.add({ start: region.start, end: region.end, text: '' });
  }
  const list = next.length > 1 || (stays > 0 && !single);
  const header = headerOf(layout, name, list);
  for (const { action, place } of added) addTable(layout, edit, { action, header, place, lineEnd });
  if (single && stays > 0 && list) doubleBrackets(layout, edit, single);
}

function doubleBrackets({ source }: Layout, edit: DraftEdit, { node }: Holder): void {
  if (node.type !== 'TOMLTable') return;
  const close = source.indexOf(']', node.key.range[1]);
  edit.add({ start: node.range[0], end: node.range[0], text: '[' }, { start: close, end: close, text: ']' });
}

function replaceAll(
  layout: Layout,
  edit: DraftEdit,
  { next, name, lineEnd }: Pick<TablesEdit, 'next' | 'name' | 'lineEnd'>,
): void {
  edit.remove([name]);
  const place = Math.max(...[layout.rule, ...layout.tables].map((holder) => ownEnd(layout.source, holder)));
  const header = headerOf(layout, name, next.length > 1);
  for (const action of next) addTable(layout, edit, { action, header, place, lineEnd });
}

function headerOf({ rule: { node } }: Layout, name: string, list: boolean): string {
  const path = `${node.type === 'TOMLTable' ? node.resolvedKey[0] : 'rules'}.${name}`;
  return list ? `[[${path}]]` : `[${path}]`;
}

function addTable(
  { source }: Layout,
  edit: DraftEdit,
  { action, header, place, lineEnd }: { action: ActionDraft; header: string; place: number; lineEnd: LineEnd },
): void {
  // The last line of a file may have no end.
  const before = source[place - 1] === '\n' ? '' : lineEnd;
  edit.add({ start: place, end: place, text: before + lineEnd + renderAction(action, header, lineEnd) });
}
