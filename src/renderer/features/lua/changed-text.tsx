import type { DiffLine } from '../../../shared/vocabulary';
import { countText } from '../../text';
import { classNames } from '../../ui';
import { withGaps } from './text-changes';

const looks: Readonly<
  Record<DiffLine['kind'], { readonly line: string; readonly sign: string; readonly name: string }>
> = {
  context: { line: '', sign: ' ', name: '' },
  added: { line: 'bg-good-soft', sign: '+', name: 'added' },
  removed: { line: 'bg-bad-soft', sign: '−', name: 'removed' },
};

/** Lines with signs at those that differ; without any difference, all of them. */
export function ChangedText({ lines }: { readonly lines: readonly DiffLine[] }) {
  const same = lines.every(({ kind }) => kind === 'context');
  const rows = same ? lines : withGaps(lines);
  const digits = String(lines.length).length;
  return (
    <section
      aria-label="Differences"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
      tabIndex={0}
      data-first
      className="max-h-[55vh] overflow-auto rounded-lg border border-line font-mono text-sm focus-visible:outline-offset-[-2px]"
    >
      <div className="w-max min-w-full py-1">
        {rows.map((row, index) => {
          const key = `${index}`;
          if (row.kind === 'gap')
            return (
              <p key={key} className="bg-hover px-3 py-0.5 text-xs text-faint">
                {countText(row.lines, 'line')} without changes
              </p>
            );
          const { line, sign, name } = looks[row.kind];
          return (
            <div key={key} className={classNames('flex whitespace-pre', line)}>
              <span
                className="shrink-0 px-2 text-right text-faint select-none"
                style={{ width: `calc(${digits}ch + 16px)` }}
              >
                {row.after ?? row.before}
              </span>
              <span className="w-5 shrink-0 text-muted select-none">
                <span aria-hidden>{sign}</span>
                {name !== '' && <span className="sr-only">{name}: </span>}
              </span>
              <span className="pr-4">{row.text}</span>
            </div>
          );
        })}
      </div>
    </section>
  );
}
