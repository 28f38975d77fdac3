import { SquareTerminal, X } from 'lucide-react';
import type { Terminal } from '../../../shared/vocabulary';
import { classNames, IconButton } from '../../ui';

export interface TabsProps {
  readonly terminals: readonly Terminal[];
  readonly active: Terminal | undefined;
  readonly onSelect: (id: string) => void;
  readonly onClose: (id: string) => void;
}

export function Tabs({ terminals, active, onSelect, onClose }: TabsProps) {
  return (
    <ul aria-label="Terminals" className="flex min-w-0 flex-1 gap-1 overflow-x-auto p-0.5">
      {terminals.map((terminal) => (
        <Tab
          key={terminal.id}
          terminal={terminal}
          active={terminal.id === active?.id}
          onSelect={() => onSelect(terminal.id)}
          onClose={() => onClose(terminal.id)}
        />
      ))}
    </ul>
  );
}

interface TabProps {
  readonly terminal: Terminal;
  readonly active: boolean;
  readonly onSelect: () => void;
  readonly onClose: () => void;
}

function Tab({ terminal: { title, pid, cwd, exit }, active, onSelect, onClose }: TabProps) {
  return (
    <li className={classNames('flex shrink-0 items-center rounded-md', active ? 'bg-selected' : 'hover:bg-hover')}>
      <button
        type="button"
        aria-current={active}
        title={`${title}, process ${pid}, started in ${cwd}`}
        className="flex h-7 items-center gap-1.5 rounded-md pl-2 text-sm"
        onClick={onSelect}
      >
        <SquareTerminal size={13} className="text-muted" aria-hidden />
        <span className={classNames('max-w-40 truncate', active && 'font-medium', exit && 'line-through')}>
          {title}
        </span>
        <span className="text-xs text-faint tabular-nums">{exit ? 'ended' : pid}</span>
      </button>
      <IconButton label={`Close ${title} ${pid}`} icon={<X size={13} />} onClick={onClose} />
    </li>
  );
}
