import type { DiffLine } from '../../../shared/vocabulary';

/** Texts whose differing parts are larger than this (lines of one times lines of the other) are shown as replaced. */
const mostCells = 4_000_000;

/** The lines of both texts in one order, as a diff has them: what is only in `before` is removed, only in `after` added. */
export function changedLines(before: string, after: string): readonly DiffLine[] {
  const old = linesOf(before);
  const young = linesOf(after);
  let start = 0;
  while (start < old.length && start < young.length && old[start] === young[start]) start++;
  let end = 0;
  const most = Math.min(old.length, young.length) - start;
  while (end < most && old.at(-1 - end) === young.at(-1 - end)) end++;
  const lines: DiffLine[] = [];
  const at = { before: 1, after: 1 };
  const add = (kind: DiffLine['kind'], text: string) =>
    lines.push({
      ...{ kind, text },
      ...(kind !== 'added' && { before: at.before++ }),
      ...(kind !== 'removed' && { after: at.after++ }),
    });
  for (const text of old.slice(0, start)) add('context', text);
  for (const [kind, text] of between(old.slice(start, old.length - end), young.slice(start, young.length - end)))
    add(kind, text);
  for (const text of old.slice(old.length - end)) add('context', text);
  return lines;
}

export function countOf(lines: readonly DiffLine[], kind: DiffLine['kind']): number {
  return lines.filter((line) => line.kind === kind).length;
}

/** A run of lines without changes that is left out. */
export interface Gap {
  readonly kind: 'gap';
  readonly lines: number;
}

/** Leaves out what is further than `around` lines from a change. A gap of one line would save nothing. */
export function withGaps(lines: readonly DiffLine[], around = 3): readonly (DiffLine | Gap)[] {
  const near = new Set<number>();
  for (const [index, { kind }] of lines.entries()) {
    if (kind !== 'context') for (let at = index - around; at <= index + around; at++) near.add(at);
  }
  const rows: (DiffLine | Gap)[] = [];
  for (let at = 0; at < lines.length; at++) {
    const from = at;
    while (at < lines.length && !near.has(at)) at++;
    if (at - from > 1) rows.push({ kind: 'gap', lines: at - from });
    else rows.push(...lines.slice(from, at));
    const line = lines[at];
    if (line) rows.push(line);
  }
  return rows;
}

/** A line feed at the end does not begin another line. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

type Change = readonly [kind: DiffLine['kind'], text: string];

/** By the longest common subsequence; removed lines come before those that replace them. */
function between(old: readonly string[], young: readonly string[]): readonly Change[] {
  if (old.length * young.length > mostCells)
    return [...old.map((text) => ['removed', text] as const), ...young.map((text) => ['added', text] as const)];
  const width = young.length + 1;
  // How many lines the rests from here have in common.
  const common = new Uint16Array((old.length + 1) * width);
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = young.length - 1; column >= 0; column--) {
      const here = row * width + column;
      common[here] =
        old[row] === young[column]
          ? (common[here + width + 1] ?? 0) + 1
          : Math.max(common[here + width] ?? 0, common[here + 1] ?? 0);
    }
  }
  const changes: Change[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < young.length) {
    const [gone, come] = [old[row], young[column]];
    const here = row * width + column;
    if (gone !== undefined && gone === come) {
      changes.push(['context', gone]);
      row++;
      column++;
    } else if (gone !== undefined && (come === undefined || (common[here + width] ?? 0) >= (common[here + 1] ?? 0))) {
      changes.push(['removed', gone]);
      row++;
    } else {
      changes.push(['added', come ?? '']);
      column++;
    }
  }
  return changes;
}
