import { endOfLine, lineStart, type TextEdit } from './text-edits';

/** An array or an inline table: where it stands, and where each of its parts does. */
export interface Bracketed {
  readonly range: readonly [number, number];
  readonly parts: readonly { readonly range: readonly [number, number] }[];
}

/**
 * The edits that make another list of one in brackets. Parts that stay keep their text and their comments.
 * @param next the parts to be, in their order: the index of one that is there, or the text of a new one. Those that are
 *   there must not change places.
 * @param padding what stands between a bracket and the parts when all are new
 */
export function editList(
  source: string,
  { range, parts }: Bracketed,
  next: readonly (number | string)[],
  padding = '',
): TextEdit[] {
  const kept = next.filter((part) => typeof part === 'number');
  const texts = next.filter((part) => typeof part === 'string');
  if (kept.length === 0) {
    const inner = texts.length > 0 ? padding + texts.join(', ') + padding : '';
    return [{ start: range[0] + 1, end: range[1] - 1, text: inner }];
  }
  return [...insertions(source, parts, next), ...removals(source, parts, new Set(kept))];
}

function insertions(source: string, parts: Bracketed['parts'], next: readonly (number | string)[]): TextEdit[] {
  let before: number | undefined;
  let first = true;
  return next.flatMap((part, index) => {
    if (typeof part === 'number') {
      before = part;
      first = true;
      return [];
    }
    const follower = before ?? next.slice(index).find((other) => typeof other === 'number') ?? 0;
    const edits = insertion(source, parts, part, { beside: follower, behind: before !== undefined, first });
    first = false;
    return edits;
  });
}

/** @param where the part that is there, the side of it, and whether this is the first new part on that side */
function insertion(
  source: string,
  parts: Bracketed['parts'],
  text: string,
  where: { beside: number; behind: boolean; first: boolean },
): TextEdit[] {
  const { range } = parts[where.beside] ?? { range: [0, 0] };
  const line = ownLine(source, parts, where.beside);
  if (!line) return [where.behind ? at(range[1], `, ${text}`) : at(range[0], `${text}, `)];
  const whole = `${source.slice(line.start, range[0])}${text},${line.lineEnd}`;
  if (!where.behind) return [at(line.start, whole)];
  return [...(line.comma || !where.first ? [] : [at(range[1], ',')]), at(line.end, whole)];
}

function at(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}

function removals(source: string, parts: Bracketed['parts'], kept: ReadonlySet<number>): TextEdit[] {
  const last = Math.max(...kept);
  const lines = parts.map((_, index) => ownLine(source, parts, index));
  const lastInLines = lines.slice(last + 1).every((line) => line !== undefined);
  return parts.flatMap(({ range }, index) => {
    if (kept.has(index)) return [];
    const line = index < last || lastInLines ? lines[index] : undefined;
    if (line) return [{ start: line.start, end: line.end, text: '' }];
    const before = parts[index - 1];
    const after = parts[index + 1];
    if (index > last && before) return [{ start: before.range[1], end: range[1], text: '' }];
    return after ? [{ start: range[0], end: after.range[0], text: '' }] : [];
  });
}

/** The whole lines of a part that shares them with no other one, with its comma and its comment. */
function ownLine(source: string, parts: Bracketed['parts'], index: number) {
  const [from, to] = parts[index]?.range ?? [0, 0];
  const start = lineStart(source, from);
  const end = endOfLine(source, to);
  const rest = /^[ \t]*(,?)[ \t]*(?:#.*)?(\r?\n)$/.exec(source.slice(to, end));
  const [, comma, lineEnd] = rest ?? [];
  if (source.slice(start, from).trim() !== '' || lineEnd === undefined) return undefined;
  // A comma at the start of the next line would be left over.
  return comma === '' && index < parts.length - 1 ? undefined : { start, end, comma: comma !== '', lineEnd };
}
