import { Search, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The person wants to go on to what was found (arrow down, Enter). */
  readonly onDone: () => void;
}

/** A search box. `data-search` marks it as what the "/" key goes to. */
export function SearchField({ label, value, onChange, onDone }: SearchFieldProps) {
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (value === '') event.currentTarget.blur();
      else onChange('');
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      onDone();
    }
  }

  return (
    <div className="group relative flex h-7 min-w-0 flex-1 items-center">
      <Search size={14} className="pointer-events-none absolute left-2 text-faint" aria-hidden />
      <input
        type="search"
        data-search
        aria-label={label}
        placeholder={label}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-full w-full rounded-md border border-line-strong bg-raised pr-8 pl-7 placeholder:text-faint focus-visible:outline-offset-0 [&::-webkit-search-cancel-button]:hidden"
      />
      {value === '' ? (
        <kbd
          aria-hidden
          className="pointer-events-none absolute right-1.5 rounded border border-line px-1 text-xs text-faint group-focus-within:hidden"
        >
          /
        </kbd>
      ) : (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={() => onChange('')}
          className="absolute right-1 grid size-5 place-items-center rounded text-muted hover:bg-pressed hover:text-ink"
        >
          <X size={13} />
        </button>
      )}
    </div>
  );
}
