import { Dialog, KeyCaps } from '../ui';

const modifier = /Mac/.test(navigator.platform) ? '⌘' : 'Ctrl';

const shortcuts: readonly (readonly [keys: string, what: string])[] = [
  ['1', 'Activity'],
  ['2', 'Rules'],
  ['3', 'Terminal'],
  ['4', 'Status'],
  [`${modifier} 1…4`, 'The same, also while typing'],
  ['/', 'Search'],
  ['↑ ↓', 'Choose a process'],
  ['Home End', 'The newest, the oldest process'],
  ['R', 'Create a rule for the chosen process'],
  ['Shift ← →', 'Pick a span of the timeline'],
  ['Esc', 'Close the details'],
  ['N', 'New rule'],
  [`${modifier} S`, 'Save the rule, the file'],
  [`${modifier} Z`, 'Undo a change of the rules'],
  ['Alt ↑ ↓', 'Move a rule'],
  ['?', 'These shortcuts'],
];

export interface ShortcutListProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function ShortcutList({ open, onClose }: ShortcutListProps) {
  return (
    <Dialog title="Keyboard shortcuts" open={open} onClose={onClose}>
      <dl className="flex flex-col gap-2">
        {shortcuts.map(([keys, what]) => (
          <div key={keys} className="flex items-center justify-between gap-4">
            <dt>{what}</dt>
            <dd>
              <KeyCaps keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
