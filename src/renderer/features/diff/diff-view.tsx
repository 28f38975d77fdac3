// biome-ignore-all lint/a11y/useSemanticElements: only the rows in view are in the page, so this is no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
import { useMemo, useRef, useState } from 'react';
import type { DiffFile, WorktreeDiff } from '../../../shared/vocabulary';
import { countText } from '../../text';
import { classNames } from '../../ui';
import { CommentCard, CommentForm } from './comment-box';
import { placeOf } from './comments';
import { FileHead } from './file-head';
import { FileList } from './file-list';
import { handleKey } from './keys';
import { Line } from './line-row';
import { Lines, rowId, useLines } from './lines';
import { type DiffRow, fileKey, type LineRow, rowsOf } from './rows';
import { linesOfRows, useDiffCursor } from './selection';
import { type ReviewStore, useReview } from './store';

/** Drawn above the lines, which would cover an outline of the grid itself. */
const focusRing =
  'after:pointer-events-none after:absolute after:inset-0 after:z-20 has-[[role=grid]:focus-visible]:after:border-2 has-[[role=grid]:focus-visible]:after:border-accent';

export interface DiffViewProps {
  readonly diff: WorktreeDiff;
  readonly review: ReviewStore;
  readonly onRefresh: () => void;
  readonly onOpenFile: ((path: string, line: number | undefined) => void) | undefined;
}

/** The files of a diff beside their lines, which can be selected and commented. */
export function DiffView({ diff, review, onRefresh, onOpenFile }: DiffViewProps) {
  const { comments, draft } = useReview(review);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const place = draft?.place;
  const rows = useMemo(() => rowsOf(diff, { folded, comments, draft: place }), [diff, folded, comments, place]);
  const digits = useMemo(() => String(highestLine(diff)).length, [diff]);
  const box = useRef<HTMLDivElement>(null);
  const virtual = useLines(rows, box);
  const cursor = useDiffCursor(rows);
  const current = fileInView(rows, virtual.getVirtualItemForOffset(virtual.scrollOffset ?? 0)?.index ?? 0);
  const head = rows[cursor.at];
  const pointed = head && 'file' in head ? head.file : current;

  function goTo(index: number, extend = false): void {
    cursor.select(index, extend);
    const isStart = rows[index]?.kind !== 'line';
    virtual.scrollToIndex(index, { align: isStart ? 'start' : 'auto' });
  }
  function show(key: string): void {
    const index = rows.findIndex((row) => row.kind === 'file' && row.key === key);
    cursor.select(index);
    virtual.scrollToIndex(index, { align: 'start' });
  }
  function fold(file: DiffFile | undefined): void {
    if (!file) return;
    const [key, next] = [fileKey(file), new Set(folded)];
    if (!next.delete(key)) next.add(key);
    setFolded(next);
    show(key);
  }
  function comment(on: readonly LineRow[]): void {
    const last = on.findLast(({ line }) => line.before !== undefined || line.after !== undefined);
    if (last) review.begin({ place: placeOf(last.file, last.line), lines: linesOfRows(on), text: '' });
  }
  function open(file: DiffFile | undefined, line?: number): void {
    if (file && file.change !== 'deleted') onOpenFile?.(`${diff.root}/${file.path}`, line);
  }
  /** The keys go on where they were. */
  function done(act: () => void): void {
    act();
    box.current?.focus({ preventScroll: true });
  }

  function renderRow(row: DiffRow, index: number) {
    switch (row.kind) {
      case 'file':
        return headOf(row.file);
      case 'hunk':
        return (
          <div role="gridcell" className="w-full truncate bg-accent-soft/40 px-3 leading-6 text-faint">
            {row.header}
          </div>
        );
      case 'note':
        return (
          <div role="gridcell" className="px-3 font-sans leading-7.5 text-muted">
            {row.text}
          </div>
        );
      case 'comment':
        return (
          <div role="gridcell" className="w-full">
            <CommentCard
              comment={row.comment}
              onEdit={() => review.edit(row.comment)}
              onRemove={() => done(() => review.remove(row.comment.id))}
            />
          </div>
        );
      case 'draft':
        return (
          draft && (
            <div role="gridcell" className="w-full">
              <CommentForm
                draft={draft}
                onWrite={review.write}
                onKeep={() => done(review.keep)}
                onDrop={() => done(review.drop)}
              />
            </div>
          )
        );
      case 'line':
        return (
          <Line
            row={row}
            digits={digits}
            selected={cursor.isSelected(index)}
            onPoint={(event, isDrag) => cursor.select(index, isDrag || event.shiftKey)}
            onComment={() => comment(cursor.isSelected(index) ? cursor.lines : [row])}
          />
        );
    }
  }
  function headOf(file: DiffFile) {
    const key = fileKey(file);
    return (
      <div role="gridcell" className="sticky left-0 w-[100cqw] max-w-full font-sans">
        <FileHead
          file={file}
          folded={folded.has(key)}
          onFold={() => fold(file)}
          onOpen={onOpenFile && (() => open(file))}
        />
      </div>
    );
  }

  return (
    <div className="flex min-h-0 flex-1">
      <FileList files={diff.files} current={pointed && fileKey(pointed)} onShow={show} />
      <div className={classNames('@container relative flex min-w-0 flex-1 flex-col', focusRing)}>
        {current && (virtual.scrollOffset ?? 0) > 0 && (
          <div aria-hidden className="absolute inset-x-0 top-0 z-10 h-8.5">
            <FileHead
              file={current}
              folded={folded.has(fileKey(current))}
              onFold={() => fold(current)}
              onOpen={undefined}
            />
          </div>
        )}
        <div
          ref={box}
          role="grid"
          aria-label="Changes"
          aria-multiselectable
          aria-rowcount={rows.length}
          aria-activedescendant={cursor.at < 0 ? undefined : rowId(cursor.at)}
          tabIndex={0}
          onKeyDown={(event) =>
            handleKey(event, {
              ...{ cursor, goTo, onRefresh },
              onComment: () => comment(cursor.lines),
              onOpen: () => open(pointed, head?.kind === 'line' ? head.line.after : undefined),
              onFold: () => fold(pointed),
            })
          }
          className="min-h-0 flex-1 overflow-auto font-mono text-xs [tab-size:4] outline-none"
        >
          <Lines diff={diff} rows={rows} virtual={virtual} isSelected={cursor.isSelected} renderRow={renderRow} />
          {diff.more !== undefined && (
            <p className="sticky left-0 p-3 font-sans text-sm text-muted">
              And {countText(diff.more, 'file')} more, which are too many to be listed.
            </p>
          )}
        </div>
      </div>
    </div>
  );
}

function fileInView(rows: readonly DiffRow[], index: number): DiffFile | undefined {
  for (let at = index; at >= 0; at--) {
    const row = rows[at];
    if (row && 'file' in row) return row.file;
  }
  return undefined;
}

function highestLine({ files }: WorktreeDiff): number {
  let highest = 0;
  for (const { hunks } of files) {
    for (const { lines } of hunks) {
      const last = lines.findLast(({ before, after }) => before !== undefined || after !== undefined);
      highest = Math.max(highest, last?.before ?? 0, last?.after ?? 0);
    }
  }
  return highest;
}
