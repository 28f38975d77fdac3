import { useState } from 'react';
import type { Fail } from '../../../../shared/result';
import { type Agent, isAlive } from '../../../../shared/vocabulary';
import { countText } from '../../../text';
import { Alert, Button, Chip, Choice, ConfirmDialog } from '../../../ui';
import type { AgentsStore, Removal } from '../store';
import type { AgentDialogProps } from './change-dialogs';

export function KillDialog({ store, agent, onClose }: AgentDialogProps) {
  return (
    <ConfirmDialog
      open
      title={`End ${agent.name}?`}
      onCancel={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            onClick={() => {
              onClose();
              void store.kill(agent.id);
            }}
          >
            End
          </Button>
        </>
      }
    >
      All that runs in its terminal is ended. It stays in the list, with what is on its screen, and can be started
      again.
    </ConfirmDialog>
  );
}

export function RemoveDialog({ store, agent, onClose }: AgentDialogProps) {
  const [worktree, setWorktree] = useState<'keep' | 'remove'>('keep');
  const [problem, setProblem] = useState<Fail<'not-removed' | 'dirty'>>();
  const [busy, setBusy] = useState(false);
  const { name, id } = agent;

  async function remove(removal: Removal): Promise<void> {
    setBusy(true);
    const removed = await store.remove(removal);
    setBusy(false);
    if (removed.ok) onClose();
    else setProblem(removed);
  }

  const removal = { id, ...(agent.worktree && { worktree }) };
  const isDirty = problem?.error === 'dirty';
  return (
    <ConfirmDialog
      open
      title={`Remove ${name}?`}
      onCancel={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={busy}
            onClick={() => void remove(isDirty ? { ...removal, force: true } : removal)}
          >
            {isDirty ? 'Remove with its changes' : 'Remove'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>
          {isAlive(agent) && 'All that runs in its terminal is ended. '}
          Its screen, its notes and what is known of it are forgotten.
        </p>
        {agent.worktree && (
          <div className="flex flex-col gap-1.5">
            <Choice
              label="Its worktree"
              value={worktree}
              onChange={(next) => {
                setWorktree(next);
                setProblem(undefined);
              }}
              options={[
                { value: 'keep', label: 'Keep its worktree' },
                { value: 'remove', label: 'Remove its worktree' },
              ]}
            />
            <p className="text-sm">
              <Chip>{agent.worktree.path}</Chip>, on branch <Chip>{agent.worktree.branch}</Chip>. The branch stays if it
              has commits of its own.
            </p>
          </div>
        )}
        {problem && (
          <Alert
            severity={isDirty ? 'warning' : 'error'}
            announce
            title={isDirty ? 'This would be lost with the worktree' : 'It was not removed'}
          >
            {problem.message}
          </Alert>
        )}
      </div>
    </ConfirmDialog>
  );
}

export interface RemoveEndedDialogProps {
  readonly store: AgentsStore;
  readonly agents: readonly Agent[];
  readonly onClose: () => void;
}

/** Removes all that have ended. Worktrees stay: they are listed as orphans then. */
export function RemoveEndedDialog({ store, agents, onClose }: RemoveEndedDialogProps) {
  const ended = agents.filter((agent) => !isAlive(agent));
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);

  async function remove(): Promise<void> {
    setBusy(true);
    const removed = await Promise.all(ended.map(({ id }) => store.remove({ id, worktree: 'keep' })));
    setBusy(false);
    const failed = removed.flatMap((result) => (result.ok ? [] : [result.message]));
    setProblems(failed);
    if (failed.length === 0) onClose();
  }

  return (
    <ConfirmDialog
      open
      title={`Remove ${countText(ended.length, 'agent')}?`}
      onCancel={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={busy || ended.length === 0} onClick={() => void remove()}>
            Remove
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>
          They have ended: {ended.map(({ name }) => name).join(', ') || 'none any more'}. Their screens and notes are
          forgotten. Worktrees stay where they are.
        </p>
        {problems.length > 0 && (
          <Alert severity="error" announce title={`${countText(problems.length, 'agent')} not removed`}>
            {problems[0]}
          </Alert>
        )}
      </div>
    </ConfirmDialog>
  );
}
