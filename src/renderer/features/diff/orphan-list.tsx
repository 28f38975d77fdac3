import { FolderGit2, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { OrphanWorktree } from '../../../shared/vocabulary';
import { useAnswer } from '../../client';
import { agoText, countText, homeOf, shortPath, sizeText } from '../../text';
import { Alert, Badge, Button, ConfirmDialog, EmptyState, IconButton, useNow } from '../../ui';

/** It has changes, and nobody has said that they may go; or why it could not be removed. */
export type RemovalProblem = { readonly lost: string } | { readonly reason: string };

export interface OrphanListProps {
  readonly load: (signal: AbortSignal) => Promise<readonly OrphanWorktree[]>;
  /** Resolves without anything once it is gone. */
  readonly remove: (path: string, force: boolean) => Promise<RemovalProblem | undefined>;
}

interface Asked {
  readonly orphan: OrphanWorktree;
  readonly lost: string;
}

/** Worktrees that no agent uses any more, with what they take up. */
export function OrphanList({ load, remove }: OrphanListProps) {
  const nowMs = useNow();
  const { value, error, again } = useAnswer({ ask: load, question: 'orphans' });
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState<string>();
  const [asked, setAsked] = useState<Asked>();
  const [problem, setProblem] = useState<string>();

  async function removeOne(orphan: OrphanWorktree, force: boolean): Promise<void> {
    setAsked(undefined);
    setProblem(undefined);
    setBusy(orphan.path);
    const found = await remove(orphan.path, force);
    setBusy(undefined);
    if (found === undefined) setRemoved((before) => new Set([...before, orphan.path]));
    else if ('lost' in found) setAsked({ orphan, lost: found.lost });
    else setProblem(found.reason);
  }

  if (!value && error !== undefined) {
    return (
      <Alert severity="error" title="The worktrees can’t be listed">
        {error} <Button onClick={again}>Try again</Button>
      </Alert>
    );
  }
  if (!value) return <p className="py-6 text-center text-faint">Looking for worktrees and measuring them…</p>;
  const orphans = value.filter(({ path }) => !removed.has(path));
  if (orphans.length === 0) {
    return (
      <EmptyState icon={<FolderGit2 size={18} />} title="No worktree is left over">
        Every worktree belongs to an agent.
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      {problem !== undefined && (
        <Alert severity="error" title="The worktree could not be removed" announce>
          <span className="whitespace-pre-wrap">{problem}</span>
        </Alert>
      )}
      <p className="text-sm text-muted">
        {countText(orphans.length, 'worktree')} without an agent, {sizeText(total(orphans))} in all. A branch with
        commits of its own stays when its worktree is removed.
      </p>
      <ul aria-label="Worktrees without an agent" className="divide-y divide-line rounded-lg border border-line">
        {orphans.map((orphan) => (
          <OrphanRow
            key={orphan.path}
            orphan={orphan}
            nowMs={nowMs}
            action={
              <IconButton
                label={`Remove ${orphan.path}`}
                icon={<Trash2 size={14} />}
                disabled={busy !== undefined}
                onClick={() => void removeOne(orphan, false)}
              />
            }
          />
        ))}
      </ul>
      <ConfirmDialog
        title="Remove the worktree with its changes?"
        open={asked !== undefined}
        onCancel={() => setAsked(undefined)}
        actions={
          <>
            <Button onClick={() => setAsked(undefined)}>Keep it</Button>
            <Button look="primary" onClick={() => asked && void removeOne(asked.orphan, true)}>
              Remove it
            </Button>
          </>
        }
      >
        <span className="wrap-anywhere">{asked?.lost} This cannot be taken back.</span>
      </ConfirmDialog>
    </div>
  );
}

interface OrphanRowProps {
  readonly orphan: OrphanWorktree;
  readonly nowMs: number;
  readonly action: ReactNode;
}

function OrphanRow({ orphan: { path, repository, branch, bytes, dirty, modifiedAt }, nowMs, action }: OrphanRowProps) {
  return (
    <li className="flex items-center gap-3 py-2 pr-2 pl-3">
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium">{branch ?? 'no branch'}</span>
          {dirty > 0 && (
            <span className="shrink-0">
              <Badge tone="warn">{countText(dirty, 'changed file')}</Badge>
            </span>
          )}
        </div>
        <div className="truncate text-xs text-faint" title={path}>
          {shortPath(path, homeOf(path))}
        </div>
        <div className="truncate text-xs text-faint" title={repository}>
          of {shortPath(repository, homeOf(repository))}, changed {agoText(modifiedAt, nowMs)}
        </div>
      </div>
      <span className="shrink-0 text-sm tabular-nums">{sizeText(bytes)}</span>
      {action}
    </li>
  );
}

function total(orphans: readonly OrphanWorktree[]): number {
  return orphans.reduce((sum, { bytes }) => sum + bytes, 0);
}
