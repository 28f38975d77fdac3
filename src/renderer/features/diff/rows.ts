import type { DiffFile, DiffLine, WorktreeDiff } from '../../../shared/vocabulary';
import { type Comment, isAt, type Place } from './comments';
import { markChanges, type Span } from './marks';

export interface LineRow {
  readonly kind: 'line';
  readonly key: string;
  readonly file: DiffFile;
  readonly line: DiffLine;
  /** The part of the line that differs from the one that it replaces. */
  readonly mark: Span | undefined;
}

/** A row of the diff, from top to bottom. */
export type DiffRow =
  | { readonly kind: 'file'; readonly key: string; readonly file: DiffFile }
  | { readonly kind: 'note'; readonly key: string; readonly file: DiffFile; readonly text: string }
  | { readonly kind: 'hunk'; readonly key: string; readonly file: DiffFile; readonly header: string }
  | LineRow
  | { readonly kind: 'comment'; readonly key: string; readonly comment: Comment }
  | { readonly kind: 'draft'; readonly key: string };

export interface RowOptions {
  /** Files whose lines are folded away, by their keys. */
  readonly folded: ReadonlySet<string>;
  readonly comments: readonly Comment[];
  /** Where a comment is being written. */
  readonly draft: Place | undefined;
}

export function rowsOf(diff: WorktreeDiff, { folded, comments, draft }: RowOptions): DiffRow[] {
  const placed = new Set<Comment>();
  const rows: DiffRow[] = [];
  for (const file of diff.files) {
    const key = fileKey(file);
    rows.push({ kind: 'file', key, file });
    if (folded.has(key)) {
      for (const comment of comments) if (comment.place.path === file.path) placed.add(comment);
      continue;
    }
    const own = comments.filter(({ place }) => place.path === file.path);
    const lines = linesOf(file, own, draft, placed);
    // What a comment was written about may have changed since.
    const lost = own.filter((comment) => !placed.has(comment));
    rows.push(...lost.map(commentRow), ...lines);
    for (const comment of lost) placed.add(comment);
  }
  return [...comments.filter((comment) => !placed.has(comment)).map(commentRow), ...rows];
}

/** A path may be there twice: as one that git forgot, and as a new one. */
export function fileKey({ path, change }: Pick<DiffFile, 'path' | 'change'>): string {
  return change === 'untracked' ? `${path}\0new` : path;
}

function commentRow(comment: Comment): DiffRow {
  return { kind: 'comment', key: `comment ${comment.id}`, comment };
}

function linesOf(file: DiffFile, own: readonly Comment[], draft: Place | undefined, placed: Set<Comment>): DiffRow[] {
  const key = fileKey(file);
  const text = noteOf(file);
  const rows: DiffRow[] = text === undefined ? [] : [{ kind: 'note', key: `${key}\0note`, file, text }];
  for (const [at, { header, lines }] of file.hunks.entries()) {
    rows.push({ kind: 'hunk', key: `${key}\0${at}`, file, header });
    const marks = markChanges(lines);
    for (const [index, line] of lines.entries()) {
      rows.push({ kind: 'line', key: `${key}\0${at}\0${index}`, file, line, mark: marks.get(line) });
      for (const comment of own) {
        if (placed.has(comment) || !isAt(comment.place, file, line) || !isSame(comment, line)) continue;
        placed.add(comment);
        rows.push(commentRow(comment));
      }
      if (draft && isAt(draft, file, line)) rows.push({ kind: 'draft', key: 'draft' });
    }
  }
  return rows;
}

function isSame({ lines }: Comment, { text, kind }: DiffLine): boolean {
  const last = lines.at(-1);
  return last?.text === text && last.kind === kind;
}

/** Why there is nothing to see of a file, or not what one would expect. */
function noteOf({ binary, cut, change, hunks, added, removed }: DiffFile): string | undefined {
  if (binary) return 'A binary file.';
  if (cut) return added + removed === 0 ? 'Not shown: there is too much of it.' : 'Too long to be shown here.';
  if (hunks.length > 0) return undefined;
  if (change === 'renamed') return 'Renamed without changes.';
  if (change === 'modified') return 'Only its mode has changed.';
  return 'An empty file, or nothing that could be shown.';
}
