import { ChevronDown, ChevronRight, SquareArrowOutUpRight } from 'lucide-react';
import type { DiffFile } from '../../../shared/vocabulary';
import { numberText } from '../../text';
import { classNames, IconButton } from '../../ui';

const changes: Record<DiffFile['change'], { letter: string; word: string; tone: string }> = {
  added: { letter: 'A', word: 'added', tone: 'text-good' },
  untracked: { letter: 'U', word: 'new, not known to git yet', tone: 'text-good' },
  modified: { letter: 'M', word: 'modified', tone: 'text-warn' },
  deleted: { letter: 'D', word: 'deleted', tone: 'text-bad' },
  renamed: { letter: 'R', word: 'renamed', tone: 'text-accent' },
};

/** What happened to a file, as the letter that git uses. */
export function ChangeLetter({ change }: Pick<DiffFile, 'change'>) {
  const { letter, word, tone } = changes[change];
  return (
    <span title={word} className={classNames('w-3 shrink-0 text-center font-mono text-xs font-semibold', tone)}>
      <span aria-hidden>{letter}</span>
      <span className="sr-only">{word}</span>
    </span>
  );
}

/** "+12 −3" */
export function Counts({ added, removed }: Pick<DiffFile, 'added' | 'removed'>) {
  if (added + removed === 0) return null;
  return (
    <span className="flex shrink-0 gap-1.5 text-xs tabular-nums">
      {added > 0 && <span className="text-good">+{numberText(added)}</span>}
      {removed > 0 && <span className="text-bad">−{numberText(removed)}</span>}
    </span>
  );
}

export interface FileHeadProps {
  readonly file: DiffFile;
  readonly folded: boolean;
  readonly onFold: () => void;
  readonly onOpen: (() => void) | undefined;
}

export function FileHead({ file, folded, onFold, onOpen }: FileHeadProps) {
  const { path, from, change } = file;
  return (
    <div className="flex h-full w-full min-w-0 items-center gap-2 border-y border-line bg-hover pr-1 pl-1.5">
      <button
        type="button"
        tabIndex={-1}
        aria-expanded={!folded}
        onClick={onFold}
        title={from === undefined ? path : `${from} → ${path}`}
        className="flex h-full min-w-0 flex-1 items-center gap-1.5 rounded text-left"
      >
        {folded ? <ChevronRight size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
        <ChangeLetter change={change} />
        <PathText path={path} />
        {from !== undefined && <span className="min-w-0 truncate text-xs text-faint">was {from}</span>}
      </button>
      <Counts {...file} />
      {onOpen && change !== 'deleted' ? (
        <IconButton label={`Open ${path}`} icon={<SquareArrowOutUpRight size={13} />} onClick={onOpen} />
      ) : (
        <span className="w-7 shrink-0" />
      )}
    </div>
  );
}

/** A path that is cut at its beginning when there is no room: the file's name counts most. */
export function PathText({ path }: Pick<DiffFile, 'path'>) {
  const at = path.replace(/\/$/, '').lastIndexOf('/') + 1;
  return (
    <span className="flex min-w-0 text-sm whitespace-pre">
      <span className="min-w-0 shrink-1000 truncate text-faint">{path.slice(0, at)}</span>
      <span className="min-w-0 truncate font-medium">{path.slice(at)}</span>
    </span>
  );
}
