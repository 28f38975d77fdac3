import { Pause, RotateCcw, X } from 'lucide-react';
import { useStore } from 'zustand';
import { countText } from '../../../text';
import { Badge, Button, IconButton, Switch } from '../../../ui';
import type { Editing } from '../editor';
import type { RulesStore } from '../store';

export interface FormHeaderProps {
  readonly store: RulesStore;
  readonly editing: Editing;
  /** The rule is on, as it stands in the form. */
  readonly enabled: boolean;
  readonly problems: number;
  readonly onClose: () => void;
}

/** Which rule it is, how it stands, and what to do with the changes. */
export function FormHeader({ store, editing, enabled, problems, onClose }: FormHeaderProps) {
  const { id, draft, dirty, saving } = editing;
  const { edit, revert, save } = store.editor;
  const paused = useStore(store.state, ({ value }) => id !== undefined && (value?.pausedRules.includes(id) ?? false));
  const isNew = id === undefined;
  return (
    <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line py-1.5 pr-2 pl-5">
      <h2 className="min-w-0 truncate font-semibold">{isNew ? 'New rule' : draft.name || id}</h2>
      {dirty && !isNew && <Badge tone="accent">changed</Badge>}
      {problems > 0 && <Badge tone="bad">{countText(problems, 'problem')}</Badge>}
      {paused && id !== undefined && (
        <Button look="quiet" icon={<Pause size={12} />} onClick={() => void store.setPaused(false, id)}>
          Paused — resume
        </Button>
      )}
      <div className="ml-auto flex items-center gap-1.5">
        <Switch label="On" checked={enabled} onChange={(next) => edit({ enabled: next })} />
        {dirty && !isNew && (
          <IconButton label="Take the changes back" icon={<RotateCcw size={13} />} onClick={revert} />
        )}
        <Button look="primary" disabled={saving || (!dirty && !isNew)} onClick={() => void save()}>
          {isNew ? 'Add rule' : 'Save'}
        </Button>
        <IconButton label="Close (Esc)" icon={<X size={15} />} onClick={onClose} />
      </div>
    </header>
  );
}
