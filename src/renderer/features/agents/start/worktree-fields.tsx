import { useId } from 'react';
import { CheckField, TextField } from '../../../ui';
import { type Repository, type StartForm, type StartProblems, suggestedBranch } from './form';

export interface WorktreeFieldsProps {
  readonly form: StartForm;
  readonly problems: StartProblems;
  readonly repository: Repository | undefined;
  readonly onChange: (change: Partial<StartForm>) => void;
}

/** Whether the agent gets a git worktree of its own, and on which branch. */
export function WorktreeFields({ form, problems, repository, onChange }: WorktreeFieldsProps) {
  const branches = useId();
  // A folder that is in no repository says so only to whoever wants a worktree.
  if (!repository && !form.worktree) return null;
  const exists = repository?.branches.includes(form.branch.trim()) ?? false;
  return (
    <div className="flex flex-col gap-3">
      <CheckField
        label="In a git worktree of its own"
        hint="A folder with a branch of its own, so that agents do not get into each other’s way."
        checked={form.worktree}
        problem={problems.worktree}
        onChange={(worktree) => onChange({ worktree })}
      />
      {form.worktree && repository && (
        <div className="grid grid-cols-1 gap-4 pl-5.5 @min-[400px]:grid-cols-2">
          <TextField
            code
            label="Branch"
            value={form.branch}
            onChange={(branch) => onChange({ branch })}
            list={branches}
            placeholder={suggestedBranch(form, repository.branches)}
            problem={problems.branch}
            hint={exists ? 'It is there already: its commits are taken up.' : undefined}
          />
          {!exists && (
            <TextField
              code
              label="Made from"
              value={form.base}
              onChange={(base) => onChange({ base })}
              list={branches}
              placeholder={repository.current ?? 'HEAD'}
            />
          )}
          <datalist id={branches}>
            {repository.branches.map((branch) => (
              <option key={branch} value={branch} />
            ))}
          </datalist>
        </div>
      )}
    </div>
  );
}
