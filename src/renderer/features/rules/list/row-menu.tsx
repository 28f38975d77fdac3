import { ArrowDown, ArrowUp, Copy, EllipsisVertical, FileCode2, Pause, Play, Trash2 } from 'lucide-react';
import { Menu } from '../../../ui';
import type { RuleCommands } from './commands';
import type { ListedRule } from './listed';

export interface RowMenuProps {
  readonly rule: ListedRule;
  /** The list is in the order of the file, so that places can be changed. */
  readonly movable: boolean;
  readonly commands: RuleCommands;
  readonly tabIndex: number;
}

export function RowMenu({ rule, movable, commands, tabIndex }: RowMenuProps) {
  const { id, paused, editable } = rule;
  return (
    <Menu
      trigger={
        <button
          type="button"
          tabIndex={tabIndex}
          aria-label={`More for ${rule.name}`}
          className="grid size-7 place-items-center rounded-md text-muted hover:bg-pressed hover:text-ink"
        >
          <EllipsisVertical size={14} />
        </button>
      }
      items={[
        paused
          ? { label: 'Resume', icon: <Play size={13} />, onChoose: () => commands.pause(id, false) }
          : { label: 'Pause', icon: <Pause size={13} />, onChoose: () => commands.pause(id, true) },
        {
          ...{ label: 'Duplicate', icon: <Copy size={13} />, disabled: !editable },
          onChoose: () => commands.duplicate(id),
        },
        {
          ...{ label: 'Move up', icon: <ArrowUp size={13} />, keys: 'Alt ↑', disabled: !movable },
          onChoose: () => commands.move(id, -1),
        },
        {
          ...{ label: 'Move down', icon: <ArrowDown size={13} />, keys: 'Alt ↓', disabled: !movable },
          onChoose: () => commands.move(id, 1),
        },
        { label: 'Show in the file', icon: <FileCode2 size={13} />, onChoose: () => commands.showInFile(id) },
        {
          ...{ label: 'Delete', icon: <Trash2 size={13} />, keys: 'Del', grave: true, disabled: !editable },
          onChoose: () => commands.remove(id),
        },
      ]}
    />
  );
}
