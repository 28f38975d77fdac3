import { GitCompare } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { WorktreeDiff } from '../../../shared/vocabulary';
import { useAnswer } from '../../client';
import { Alert, Button, EmptyState } from '../../ui';
import { DiffView } from './diff-view';
import { ReviewBar } from './review-bar';
import { reviewOf } from './store';
import { Toolbar } from './toolbar';

export interface DiffPanelProps {
  /** Whose changes these are. Comments that were not sent yet are kept for each. */
  readonly of: string;
  readonly load: (signal: AbortSignal) => Promise<WorktreeDiff>;
  /**
   * Sends what the person says about the changes, as one text. False: it was not sent, and why was told. Left out where
   * a text that quotes lines must not be typed: a shell would run them. It can be copied, then.
   */
  readonly onComment?: ((text: string) => Promise<boolean>) | undefined;
  /** Opens a file, whose path is absolute. */
  readonly onOpenFile?: ((path: string, line: number | undefined) => void) | undefined;
}

/** What was changed, file by file, and what a person says about it. */
export function DiffPanel({ of, load, onComment, onOpenFile }: DiffPanelProps) {
  const { value: diff, of: loaded, error, again } = useAnswer({ ask: load, question: of });
  const [asked, setAsked] = useState<WorktreeDiff | undefined>();
  const review = reviewOf(of);
  const refresh = () => {
    setAsked(diff);
    again();
  };
  if (loaded !== of || !diff) return <Waiting error={error} onAgain={refresh} />;
  // The same value is still there until the next has come.
  const busy = asked === diff && error === undefined;
  return (
    <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
      <Toolbar diff={diff} busy={busy} onRefresh={refresh} />
      {error !== undefined && (
        <div className="px-3 pt-2">
          <Alert severity="warning" title="The changes could not be read again" announce>
            {error}
          </Alert>
        </div>
      )}
      {diff.files.length === 0 ? (
        <EmptyState icon={<GitCompare size={18} />} title="No changes">
          Nothing differs from {diff.base}, and no file is new.
        </EmptyState>
      ) : (
        <DiffView key={of} diff={diff} review={review} onRefresh={refresh} onOpenFile={onOpenFile} />
      )}
      <ReviewBar review={review} onSend={onComment} />
    </div>
  );
}

function Waiting({ error, onAgain }: { readonly error: string | undefined; readonly onAgain: () => void }): ReactNode {
  if (error === undefined) return <p className="m-auto p-6 text-faint">Reading the changes…</p>;
  return (
    <EmptyState
      icon={<GitCompare size={18} />}
      title="The changes can’t be shown"
      actions={<Button onClick={onAgain}>Try again</Button>}
    >
      {error}
    </EmptyState>
  );
}
