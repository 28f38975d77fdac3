import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { Agent } from '../../../../shared/vocabulary';
import { Alert, Button, Dialog, TextField } from '../../../ui';
import { groupNames } from '../list/listing';
import type { AgentChange, AgentsStore } from '../store';

export interface AgentDialogProps {
  readonly store: AgentsStore;
  readonly agents: readonly Agent[];
  readonly agent: Agent;
  readonly onClose: () => void;
}

export function RenameDialog({ store, agent, onClose }: AgentDialogProps) {
  const [name, setName] = useState(agent.name);
  const trimmed = name.trim();
  return (
    <ChangeDialog
      {...{ store, onClose }}
      title={`Rename ${agent.name}`}
      change={trimmed === '' || trimmed.length > 100 ? undefined : { id: agent.id, name: trimmed }}
    >
      <TextField
        first
        label="Name"
        value={name}
        onChange={setName}
        problem={trimmed.length > 100 ? 'A name has at most 100 characters.' : undefined}
      />
    </ChangeDialog>
  );
}

export function GroupDialog({ store, agents, agent, onClose }: AgentDialogProps) {
  const [group, setGroup] = useState(agent.group ?? '');
  const names = useId();
  return (
    <ChangeDialog
      {...{ store, onClose }}
      title={`Group of ${agent.name}`}
      change={group.length > 100 ? undefined : { id: agent.id, group: group.trim() }}
    >
      <TextField
        first
        label="Group"
        value={group}
        onChange={setGroup}
        list={names}
        placeholder="No group"
        hint="Agents of a group stand together in the list. A new name makes a new group; leave it empty for none."
      />
      <datalist id={names}>
        {groupNames(agents).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </ChangeDialog>
  );
}

interface ChangeDialogProps extends Pick<AgentDialogProps, 'store' | 'onClose'> {
  readonly title: string;
  /** Undefined while what was typed can't be taken. */
  readonly change: AgentChange | undefined;
  readonly children: ReactNode;
}

function ChangeDialog({ store, title, change, onClose, children }: ChangeDialogProps) {
  const [problem, setProblem] = useState<string>();

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!change) return;
    const saved = await store.update(change);
    if (saved.ok) onClose();
    else setProblem(saved.message);
  }

  return (
    <Dialog open title={title} onClose={onClose}>
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-4">
        {children}
        {problem !== undefined && (
          <Alert severity="error" announce title="This was not saved">
            {problem}
          </Alert>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" submits disabled={!change}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
