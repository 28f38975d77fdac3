import type { DiffLine } from '../../../shared/vocabulary';

/** From a character of a line to before another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** With less in common a mark would cover nearly all of the line, and say nothing. */
const leastInCommon = 0.3;

/**
 * What differs within lines that replace others: runs of removed lines followed by as many added ones are compared one by
 * one, from both ends.
 */
export function markChanges(lines: readonly DiffLine[]): ReadonlyMap<DiffLine, Span> {
  const marks = new Map<DiffLine, Span>();
  for (let at = 0; at < lines.length; ) {
    const removed = run(lines, at, 'removed');
    const added = run(lines, at + removed.length, 'added');
    at += Math.max(1, removed.length + added.length);
    if (removed.length !== added.length) continue;
    for (const [index, before] of removed.entries()) {
      const after = added[index];
      const spans = after && difference(before.text, after.text);
      if (!spans) continue;
      marks.set(before, spans[0]);
      marks.set(after, spans[1]);
    }
  }
  return marks;
}

function run(lines: readonly DiffLine[], from: number, kind: DiffLine['kind']): readonly DiffLine[] {
  let to = from;
  while (lines[to]?.kind === kind) to++;
  return lines.slice(from, to);
}

function difference(before: string, after: string): [Span, Span] | undefined {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  if (start + end < Math.max(before.length, after.length) * leastInCommon) return undefined;
  return [
    { from: start, to: before.length - end },
    { from: start, to: after.length - end },
  ];
}
