import type { DiffFile, DiffLine } from '../../../shared/vocabulary';

/** A line of a diff: of the file as it is now, or as it was when the line has gone. */
export interface Place {
  readonly path: string;
  readonly before?: number | undefined;
  readonly after?: number | undefined;
}

/** What a person says about lines of a diff. */
export interface Comment {
  readonly id: number;
  /** The last of the lines. */
  readonly place: Place;
  readonly lines: readonly DiffLine[];
  readonly text: string;
}

/** More lines than these are not quoted: the agent has the file. */
const mostQuoted = 12;

export function placeOf({ path }: DiffFile, { before, after }: DiffLine): Place {
  return { path, before, after };
}

export function isAt(place: Place, file: DiffFile, line: DiffLine): boolean {
  if (place.path !== file.path) return false;
  if (place.before === undefined && place.after === undefined) return false;
  // What stands above a line may change its number on one side; its number after the change is the one people know.
  return place.after !== undefined
    ? place.after === line.after
    : line.after === undefined && place.before === line.before;
}

/** "src/a.ts:12-14", "src/a.ts:3 (removed)" */
export function whereOf({ place, lines }: Pick<Comment, 'place' | 'lines'>): string {
  const now = numbers(lines, 'after');
  if (now !== undefined) return `${place.path}:${now}`;
  const before = numbers(lines, 'before');
  return before === undefined ? place.path : `${place.path}:${before} (removed)`;
}

function numbers(lines: readonly DiffLine[], side: 'before' | 'after'): string | undefined {
  const found = lines.flatMap((line) => line[side] ?? []);
  const [first, last] = [found[0], found.at(-1)];
  return first === last ? first?.toString() : `${first}-${last}`;
}

const signs = { added: '+', removed: '-', context: ' ' };

/** The comments as one text for an agent: where, the lines, and what was said. */
export function commentsText(comments: readonly Comment[]): string {
  const parts = comments.map((comment) => {
    const quoted = comment.lines
      .slice(0, mostQuoted)
      .map(({ kind, text }) => `> ${signs[kind]}${typable(text)}`.trimEnd());
    const rest = comment.lines.length > mostQuoted ? ['> …'] : [];
    return [whereOf(comment), ...quoted, ...rest, comment.text.trim()].join('\n');
  });
  const head = comments.length === 1 ? 'A comment on your changes:' : 'Comments on your changes:';
  return [head, ...parts].join('\n\n');
}

/** The lines may come from anybody, and are typed into a terminal: what would press keys there is left out. */
function typable(text: string): string {
  return text.replaceAll('\t', '    ').replace(/\p{Cc}/gu, '');
}
