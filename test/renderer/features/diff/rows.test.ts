import { describe, expect, test } from 'vitest';
import { type Comment, commentsText, whereOf } from '../../../../src/renderer/features/diff/comments';
import { markChanges } from '../../../../src/renderer/features/diff/marks';
import { rowsOf } from '../../../../src/renderer/features/diff/rows';
import { createReview } from '../../../../src/renderer/features/diff/store';
import type { DiffFile, DiffLine, WorktreeDiff } from '../../../../src/shared/vocabulary';

const context = (text: string, before: number, after = before): DiffLine => ({ kind: 'context', text, before, after });
const removed = (text: string, before: number): DiffLine => ({ kind: 'removed', text, before });
const added = (text: string, after: number): DiffLine => ({ kind: 'added', text, after });

function file(path: string, lines: DiffLine[] = [], about: Partial<DiffFile> = {}): DiffFile {
  const hunks = lines.length === 0 ? [] : [{ header: '@@', lines }];
  return { path, change: 'modified', added: 1, removed: 1, binary: false, cut: false, hunks, ...about };
}

const diffOf = (...files: DiffFile[]): WorktreeDiff => ({ root: '/r', base: 'main', files });
const comment = (path: string, lines: DiffLine[], id = 1): Comment => {
  const { before, after } = lines.at(-1) ?? {};
  return { id, place: { path, before, after }, lines, text: 'Why?' };
};

function kinds(diff: WorktreeDiff, comments: Comment[] = [], folded: string[] = []): string {
  return rowsOf(diff, { folded: new Set(folded), comments, draft: undefined })
    .map(({ kind }) => kind)
    .join(' ');
}

describe('rows', () => {
  const lines = [context('a', 1), removed('b', 2), added('c', 2)];

  test('are the files with their hunks and lines', () => {
    expect(kinds(diffOf(file('x', lines), file('y', [added('z', 1)])))).toBe('file hunk line line line file hunk line');
  });

  test('of a folded file are its head', () => {
    expect(kinds(diffOf(file('x', lines), file('y')), [], ['x'])).toBe('file file note');
  });

  test.each<[string, Partial<DiffFile>]>([
    ['A binary file.', { binary: true }],
    ['Too long to be shown here.', { cut: true }],
    ['Renamed without changes.', { change: 'renamed' }],
    ['Only its mode has changed.', {}],
    ['An empty file, or nothing that could be shown.', { change: 'untracked' }],
  ])('say why there is nothing to see: %s', (text, about) => {
    const rows = rowsOf(diffOf(file('x', [], about)), { folded: new Set(), comments: [], draft: undefined });
    expect(rows[1]).toMatchObject({ kind: 'note', text });
  });

  test('have the comments below their lines', () => {
    expect(kinds(diffOf(file('x', lines)), [comment('x', [removed('b', 2)]), comment('x', [added('c', 2)], 2)])).toBe(
      'file hunk line line comment line comment',
    );
  });

  test('have comments on lines that changed since below the head of the file, and above all when that has gone', () => {
    const comments = [comment('x', [added('old', 2)]), comment('gone', [added('old', 2)], 2)];
    expect(kinds(diffOf(file('x', lines)), comments)).toBe('comment file comment hunk line line line');
  });

  test('have keys of their own, also for a file that is gone and new', () => {
    const diff = diffOf(file('x', lines, { change: 'deleted' }), file('x', lines, { change: 'untracked' }));
    const keys = rowsOf(diff, { folded: new Set(), comments: [], draft: undefined }).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test.each<[string, string, string | undefined, string | undefined]>([
  ['const a = oldName(1);', 'const a = newName(1);', 'old', 'new'],
  ['f(1)', 'f(1, 2)', '', ', 2'],
  ['all of this', 'something else', undefined, undefined],
  ['', 'x', undefined, undefined],
])('what differs between "%s" and "%s" is marked', (before, after, gone, come) => {
  const lines = [removed(before, 1), added(after, 1)];
  const marks = markChanges(lines);
  const marked = lines.map((line) => {
    const span = marks.get(line);
    return span && line.text.slice(span.from, span.to);
  });
  expect(marked).toEqual([gone, come]);
});

test('lines that replace another number of lines are not compared', () => {
  expect(markChanges([removed('abc', 1), added('abd', 1), added('x', 2)]).size).toBe(0);
});

test('comments are sent as one text that can be read without the diff', () => {
  const many = Array.from({ length: 14 }, (_, at) => added(`l${at}`, at + 20));
  const comments = [
    comment('src/a.ts', [context('a', 1, 2), removed('b', 2), added('c', 3)]),
    comment('b.ts', [removed('gone', 7)]),
    comment('c.ts', many),
  ];
  expect(comments.map(whereOf)).toEqual(['src/a.ts:2-3', 'b.ts:7 (removed)', 'c.ts:20-33']);
  expect(commentsText(comments)).toBe(
    [
      'Comments on your changes:',
      'src/a.ts:2-3\n>  a\n> -b\n> +c\nWhy?',
      'b.ts:7 (removed)\n> -gone\nWhy?',
      `c.ts:20-33\n${many
        .slice(0, 12)
        .map(({ text }) => `> +${text}`)
        .join('\n')}\n> …\nWhy?`,
    ].join('\n\n'),
  );
});

test('what presses keys in a terminal is not sent', () => {
  expect(commentsText([comment('x', [added('\ta\u001b[201~\u0003b\r', 1)])])).toContain('\n> +    a[201~b\nWhy?');
});

describe('a review', () => {
  const lines = [added('a', 1)];
  const place = { path: 'x', before: undefined, after: 1 };

  test('keeps what was written when another comment is begun, and drops what is empty', () => {
    const review = createReview();
    review.begin({ place, lines, text: '' });
    review.write(' one ');
    review.begin({ place, lines, text: '' });
    review.keep();
    expect(review.state.getState()).toEqual({ draft: undefined, comments: [{ id: 1, place, lines, text: 'one' }] });
  });

  test('leaves a comment as it was when its change is dropped', () => {
    const review = createReview();
    review.begin({ place, lines, text: 'one' });
    review.keep();
    const [first] = review.state.getState().comments;
    if (!first) throw new Error('no comment');
    review.edit(first);
    review.write('two');
    review.drop();
    expect(review.state.getState().comments).toEqual([first]);
    review.edit(first);
    review.write('two');
    review.keep();
    expect(review.state.getState().comments).toEqual([{ ...first, text: 'two' }]);
  });
});
