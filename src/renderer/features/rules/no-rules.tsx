import { ListPlus, Plus } from 'lucide-react';
import type { RuleDraft } from '../../../shared/vocabulary';
import { Button, EmptyState } from '../../ui';
import { ActionIcon } from './action-icon';
import { templates } from './draft/templates';

/** The way to the first rule. */
export function NoRules({ onCreate }: { readonly onCreate: (draft?: RuleDraft) => void }) {
  return (
    <EmptyState
      icon={<ListPlus size={20} />}
      title="No rules yet"
      actions={
        <Button look="primary" icon={<Plus size={13} />} onClick={() => onCreate()}>
          New rule
        </Button>
      }
    >
      <p>
        A rule says which commands to look for, and what to do when one starts, ends or fails. Begin with one of these:
      </p>
      <ul className="mt-4 grid gap-2 text-left @min-[620px]:grid-cols-2">
        {templates.map(({ title, text, draft }) => (
          <li key={title}>
            <button
              type="button"
              onClick={() => onCreate(draft)}
              className="flex h-full w-full gap-3 rounded-lg border border-line bg-raised p-3 text-left hover:border-line-strong hover:bg-hover"
            >
              <span className="mt-0.5 text-accent">
                {draft.action[0] && <ActionIcon type={draft.action[0].type} size={16} />}
              </span>
              <span>
                <span className="block font-medium text-ink">{title}</span>
                <span className="block text-sm text-muted">{text}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}
