import { type Command, capsOf, type KeyBindings, keysOf } from '../commands';
import { Button, Dialog, KeyCaps } from '../ui';
import { goTo } from './route';

/** Keys that belong to a view, which are not for everybody to change. */
const ofViews: readonly (readonly [keys: string, what: string])[] = [
  ['↑ ↓', 'Choose a process, a rule, an agent'],
  ['Home End', 'The first, the last of a list'],
  ['R', 'Create a rule for the chosen process'],
  ['Shift ← →', 'Pick a span of the timeline'],
  ['Esc', 'Close the details'],
  ['N', 'New rule'],
  [capsOf('Mod+S'), 'Save the rule, the file'],
  [capsOf('Mod+Z'), 'Undo a change of the rules'],
  ['Alt ↑ ↓', 'Move a rule'],
];

export interface ShortcutListProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly commands: readonly Command[];
  readonly bindings: KeyBindings;
}

/** All keys, as they are now. */
export function ShortcutList({ open, onClose, commands, bindings }: ShortcutListProps) {
  const withKeys = commands.filter((command) => !command.hidden && keysOf(command, bindings).length > 0);
  const groups = [...new Set(withKeys.map(({ group }) => group))];
  const change = () => {
    onClose();
    goTo('settings');
  };
  return (
    <Dialog title="Keyboard shortcuts" open={open} onClose={onClose} size="large">
      <div className="columns-1 gap-8 wide:columns-2">
        {groups.map((group) => (
          <Part
            key={group}
            title={group}
            rows={withKeys
              .filter((command) => command.group === group)
              .map((command) => [keysOf(command, bindings).map((keys) => capsOf(keys)), command.title])}
          />
        ))}
        <Part title="In the views" rows={ofViews.map(([keys, what]) => [[keys], what])} />
      </div>
      <div className="mt-4">
        <Button onClick={change}>Change them in Settings</Button>
      </div>
    </Dialog>
  );
}

interface PartProps {
  readonly title: string;
  readonly rows: readonly (readonly [keys: readonly string[], what: string])[];
}

function Part({ title, rows }: PartProps) {
  return (
    <section className="mb-4 break-inside-avoid">
      <h3 className="mb-1.5 text-sm font-semibold text-muted">{title}</h3>
      <dl className="flex flex-col gap-1.5">
        {rows.map(([keys, what]) => (
          <div key={what} className="flex items-center justify-between gap-4">
            <dt className="min-w-0">{what}</dt>
            <dd className="flex shrink-0 flex-wrap justify-end gap-2">
              {keys.map((each) => (
                <KeyCaps key={each} keys={each} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
