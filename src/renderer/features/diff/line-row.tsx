// biome-ignore-all lint/a11y/useSemanticElements: only the rows in view are in the page, so this is no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
import { MessageSquarePlus } from 'lucide-react';
import type { PointerEvent, ReactNode } from 'react';
import type { DiffLine } from '../../../shared/vocabulary';
import { classNames } from '../../ui';
import type { LineRow } from './rows';

/** Nobody reads on in such a line, and drawing all of it would take long. */
const longestLine = 2_000;

/** What cannot be seen, or makes other characters stand where they are not, so that code reads as what it is not. */
const unseen = /(?!\t)[\p{Cc}\p{Bidi_C}\u200b\u2060\ufeff]/gu;

const looks: Record<DiffLine['kind'], { line: string; numbers: string; mark: string; sign: string }> = {
  context: { line: '', numbers: 'text-faint', mark: '', sign: '' },
  added: { line: 'bg-good-soft/70', numbers: 'bg-good-soft text-good', mark: 'bg-good/25', sign: '+' },
  removed: { line: 'bg-bad-soft/70', numbers: 'bg-bad-soft text-bad', mark: 'bg-bad/25', sign: '-' },
};

export interface LineProps {
  readonly row: LineRow;
  readonly selected: boolean;
  /** The width of a line number, in characters. */
  readonly digits: number;
  /** A pointer went down on the line's numbers, or came over them while it is down. */
  readonly onPoint: (event: PointerEvent, isDrag: boolean) => void;
  readonly onComment: () => void;
}

export function Line({ row: { line, mark }, selected, digits, onPoint, onComment }: LineProps) {
  const look = looks[line.kind];
  const isTold = line.before === undefined && line.after === undefined;
  const number = classNames('shrink-0 px-1.5 text-right', selected ? 'bg-accent-soft text-accent' : look.numbers);
  const width = `calc(${digits}ch + 12px)`;
  return (
    <>
      <div
        role="gridcell"
        className="sticky left-0 z-1 flex shrink-0 cursor-pointer bg-canvas select-none"
        onPointerDown={(event) => event.button === 0 && onPoint(event, false)}
        onPointerEnter={(event) => event.buttons === 1 && onPoint(event, true)}
      >
        <span className={number} style={{ width }}>
          {line.before}
        </span>
        <span className={number} style={{ width }}>
          {line.after}
        </span>
        {!isTold && (
          <button
            type="button"
            tabIndex={-1}
            aria-hidden
            title="Comment (c)"
            onPointerDown={(event) => event.stopPropagation()}
            onClick={onComment}
            className="absolute top-0.5 -right-4 grid size-4 place-items-center rounded bg-primary text-white opacity-0 group-hover:opacity-100"
          >
            <MessageSquarePlus size={11} />
          </button>
        )}
      </div>
      <div
        role="gridcell"
        className={classNames('flex flex-1 pr-3 pl-1.5 whitespace-pre', selected ? 'bg-selected' : look.line)}
      >
        <span className="w-4 shrink-0 text-faint select-none">{look.sign}</span>
        <span className={isTold ? 'text-faint' : undefined}>
          {isTold ? line.text.slice(2) : textOf(line.text, mark, look.mark)}
        </span>
      </div>
    </>
  );
}

function textOf(text: string, mark: LineRow['mark'], look: string): ReactNode {
  // The carriage returns of a file with Windows' line ends are no news.
  const shown = text.replace(/\r$/, '').replace(unseen, '�');
  const cut = shown.length > longestLine ? `${shown.slice(0, longestLine)} …` : shown;
  if (!mark || mark.from >= mark.to || mark.from > longestLine) return cut;
  return (
    <>
      {cut.slice(0, mark.from)}
      <mark className={classNames('rounded-xs text-inherit', look)}>{cut.slice(mark.from, mark.to)}</mark>
      {cut.slice(mark.to)}
    </>
  );
}
