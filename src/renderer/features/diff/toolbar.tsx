import { GitBranch, Keyboard, RefreshCw } from 'lucide-react';
import type { WorktreeDiff } from '../../../shared/vocabulary';
import { countText } from '../../text';
import { classNames, IconButton, Tooltip } from '../../ui';
import { Counts } from './file-head';
import { keyHelp } from './keys';

export interface ToolbarProps {
  readonly diff: WorktreeDiff;
  readonly busy: boolean;
  readonly onRefresh: () => void;
}

/** How much has changed, and since what. */
export function Toolbar({ diff: { files, more = 0, branch, base }, busy, onRefresh }: ToolbarProps) {
  const added = files.reduce((sum, file) => sum + file.added, 0);
  const removed = files.reduce((sum, file) => sum + file.removed, 0);
  return (
    <div className="flex h-9 shrink-0 items-center gap-3 border-b border-line pr-1.5 pl-3 text-sm">
      <span className="shrink-0 font-medium">{countText(files.length + more, 'file')}</span>
      <Counts added={added} removed={removed} />
      <span className="flex min-w-0 flex-1 items-center gap-1 text-faint">
        <GitBranch size={13} className="shrink-0" aria-hidden />
        <span className="truncate">
          {branch === base ? `${base}, what is not committed` : `${branch ?? 'no branch'} since ${base}`}
        </span>
      </span>
      <Tooltip text={keyHelp}>
        <span className="grid size-7 place-items-center text-faint @max-[420px]:hidden">
          <Keyboard size={15} aria-hidden />
          <span className="sr-only">{keyHelp}</span>
        </span>
      </Tooltip>
      <IconButton
        label="Reload (r)"
        disabled={busy}
        icon={<RefreshCw size={14} className={classNames(busy && 'animate-spin')} />}
        onClick={onRefresh}
      />
    </div>
  );
}
