import { CircleHelp, Ellipsis } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { ActivityRow, Family, ProcessKey } from '../../../shared/vocabulary';
import { AgentBadge, StateIcon } from '../../process';
import { countText } from '../../text';
import { classNames } from '../../ui';
import { type TreeLine, treeOf } from './family-tree';

export interface FamilyTreeProps {
  readonly row: ActivityRow;
  readonly family: Family | undefined;
  readonly onSelect: (key: ProcessKey) => void;
}

/** Who started a process, from the first ancestor down, and what it started itself. */
export function FamilyTree({ row, family, onSelect }: FamilyTreeProps) {
  const known = family?.row.key === row.key ? family : undefined;
  return (
    <>
      {row.ofAction && (
        <p className="mb-1.5 text-sm text-muted">An action of a rule, so only rules with of_actions react to it.</p>
      )}
      <Tree row={row} family={known} onSelect={onSelect} />
      {known && known.moreChildren > 0 && (
        <p className="mt-1 text-sm text-faint">It started {countText(known.moreChildren, 'more process')}.</p>
      )}
      {known && known.ancestors.length === 0 && known.beyond === undefined && (
        <p className="mt-1 text-sm text-faint">
          {row.process.ppid === 0 ? 'The system itself started it.' : 'What started it is not known.'}
        </p>
      )}
    </>
  );
}

function Tree({ row, family, onSelect }: FamilyTreeProps) {
  const [wholeOf, setWholeOf] = useState<ProcessKey>();
  const [focused, setFocused] = useState<string>();
  const treeRef = useRef<HTMLDivElement>(null);
  const lines = treeOf(row, family, wholeOf === row.key);
  const ids = lines.map(lineId);
  // One line is reached by Tab; the arrows lead to the others.
  const entry = focused !== undefined && ids.includes(focused) ? focused : row.key;

  function act(line: TreeLine): void {
    if (line.type === 'hidden') {
      setWholeOf(row.key);
      setFocused(row.key);
      focusLine(lines.findIndex((one) => one.type === 'process' && one.self));
    } else if (line.type === 'process' && !line.self) onSelect(line.relative.key);
  }

  function focusLine(index: number): void {
    treeRef.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[index]?.focus();
  }

  function onKeyDown(event: KeyboardEvent, index: number): void {
    const line = lines[index];
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: lines.length - 1 }[event.key];
    if (target !== undefined) focusLine(Math.min(Math.max(target, 0), lines.length - 1));
    else if (line && (event.key === 'Enter' || event.key === ' ')) act(line);
    else return;
    event.preventDefault();
  }

  return (
    <div ref={treeRef} role="tree" aria-label="Process tree" className="text-sm">
      {lines.map((line, index) => (
        <div
          key={lineId(line)}
          role="treeitem"
          aria-level={line.level + 1}
          aria-selected={isSelf(line)}
          aria-disabled={line.type === 'beyond' || undefined}
          tabIndex={lineId(line) === entry ? 0 : -1}
          title={line.type === 'process' && !line.self ? line.relative.command : undefined}
          onClick={() => act(line)}
          onFocus={() => setFocused(lineId(line))}
          onKeyDown={(event) => onKeyDown(event, index)}
          style={{ paddingLeft: line.level * indent }}
          className={classNames(
            'relative flex h-6 items-center gap-1.5 rounded pr-1.5',
            isSelf(line) ? 'bg-selected' : line.type !== 'beyond' && 'hover:bg-hover',
          )}
        >
          {line.level > 0 && <Branch line={line} />}
          <LineText line={line} />
        </div>
      ))}
    </div>
  );
}

const indent = 14;

const isSelf = (line: TreeLine) => line.type === 'process' && line.self;

function lineId(line: TreeLine): string {
  return line.type === 'process' ? line.relative.key : line.type;
}

/** The corner from the line above; straight on when another child follows. */
function Branch({ line }: { readonly line: TreeLine }) {
  const gap = line.type === 'process' && line.gap;
  const left = line.level * indent - indent / 2;
  return (
    <>
      <span
        aria-hidden
        style={{ left, width: indent / 2 - 1 }}
        className={classNames(
          'absolute top-0 h-1/2 rounded-bl border-b border-l border-line-strong',
          gap && 'border-dashed',
        )}
      />
      {line.type === 'process' && line.more && (
        <span aria-hidden style={{ left }} className="absolute top-0 h-full border-l border-line-strong" />
      )}
    </>
  );
}

function LineText({ line }: { readonly line: TreeLine }): ReactNode {
  if (line.type === 'hidden') {
    return (
      <>
        <Ellipsis size={14} aria-hidden className="mx-px shrink-0 text-faint" />
        <span className="text-muted">{countText(line.count, 'more process')} in between</span>
      </>
    );
  }
  if (line.type === 'beyond') {
    return (
      <>
        <CircleHelp size={13} aria-hidden className="mx-px shrink-0 text-faint" />
        <span className="truncate font-mono text-faint">{line.name || 'not seen'}</span>
        <Pid pid={line.pid} />
      </>
    );
  }
  const { relative, self, gap } = line;
  return (
    <>
      {gap && <span className="sr-only">not directly, through others: </span>}
      <span className="shrink-0">
        <StateIcon row={relative} />
      </span>
      <span className={classNames('truncate font-mono', self ? 'font-semibold text-ink' : 'text-ink')}>
        {relative.name}
      </span>
      {relative.pid !== undefined && <Pid pid={relative.pid} />}
      {relative.agent !== undefined && <AgentBadge name={relative.agent} />}
    </>
  );
}

function Pid({ pid }: { readonly pid: number }) {
  return (
    <span className="shrink-0 text-faint tabular-nums">
      <span className="sr-only">PID </span>
      {pid}
    </span>
  );
}
