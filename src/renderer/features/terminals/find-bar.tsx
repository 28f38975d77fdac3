import { CaseSensitive, ChevronDown, ChevronUp, Regex, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useObservable } from '../../client';
import { classNames, IconButton, Tooltip } from '../../ui';
import type { Finder, FindResult } from './find';

export interface FindBarProps {
  /** How often it was asked for: each time the person wants to type into it. */
  readonly asked: number;
  readonly finder: Finder;
  readonly onClose: () => void;
}

/** Finds text in a terminal: Enter and Shift+Enter go on, Esc closes it. */
export function FindBar({ asked, finder, onClose }: FindBarProps) {
  const [text, setText] = useState('');
  const [caseSensitive, setCaseSensitive] = useState(false);
  const [regex, setRegex] = useState(false);
  const result = useObservable(finder.result);
  const field = useRef<HTMLInputElement>(null);
  const request = { text, caseSensitive, regex };

  useEffect(() => {
    if (asked === 0) return;
    field.current?.focus();
    field.current?.select();
  }, [asked]);
  useEffect(() => finder.find({ text, caseSensitive, regex }, 'stay'), [finder, text, caseSensitive, regex]);

  function onKeyDown(event: KeyboardEvent): void {
    // The keys are for this bar, and not for the page.
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter') finder.find(request, event.shiftKey ? 'previous' : 'next');
  }

  return (
    <search
      aria-label="Find in the terminal"
      className="absolute top-2 right-4 z-10 flex max-w-[calc(100%-2rem)] @max-[260px]:right-1 @max-[260px]:max-w-[calc(100%-0.5rem)] items-center gap-0.5 rounded-lg bg-raised p-1 shadow-raised"
      onKeyDown={onKeyDown}
    >
      <input
        ref={field}
        aria-label="Find"
        aria-invalid={result.problem !== undefined}
        placeholder="Find"
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        className="h-7 w-44 min-w-10 rounded-md border border-line-strong bg-canvas px-2 placeholder:text-faint focus-visible:outline-offset-0"
      />
      <span className="flex gap-0.5 @max-[260px]:hidden">
        <Toggle label="Match case" on={caseSensitive} icon={<CaseSensitive size={16} />} onChange={setCaseSensitive} />
        <Toggle label="Regular expression" on={regex} icon={<Regex size={14} />} onChange={setRegex} />
      </span>
      <span
        role="status"
        className="w-22 shrink-0 px-1 text-center text-sm whitespace-nowrap text-muted tabular-nums @max-[260px]:w-auto"
      >
        {summary(text, result)}
      </span>
      <span className="flex gap-0.5 @max-[180px]:hidden">
        <IconButton
          label="Previous match"
          icon={<ChevronUp size={15} />}
          onClick={() => finder.find(request, 'previous')}
        />
        <IconButton label="Next match" icon={<ChevronDown size={15} />} onClick={() => finder.find(request, 'next')} />
      </span>
      <IconButton label="Close the search" icon={<X size={15} />} onClick={onClose} />
    </search>
  );
}

function summary(text: string, { at, count, problem }: FindResult): string {
  if (text === '') return '';
  if (problem !== undefined) return 'No pattern';
  if (count === 0) return 'Not found';
  return at === undefined ? `${count}+` : `${at + 1} of ${count}`;
}

interface ToggleProps {
  readonly label: string;
  readonly on: boolean;
  readonly icon: ReactNode;
  readonly onChange: (on: boolean) => void;
}

function Toggle({ label, on, icon, onChange }: ToggleProps) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={on}
        onClick={() => onChange(!on)}
        className={classNames(
          'grid size-7 shrink-0 place-items-center rounded-md',
          on ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-pressed/60 hover:text-ink',
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
