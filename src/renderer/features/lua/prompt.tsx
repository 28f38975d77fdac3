import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { LuaState } from '../../../shared/contract';
import { SelectField } from '../../ui';
import type { Console } from './console';
import { type PromptPlace, stepped } from './prompt-history';

export interface PromptProps {
  readonly console: Console;
  readonly domains: LuaState['domains'];
  readonly onRun: () => void;
}

/** More lines than these scroll. */
const mostLines = 8;

const nowhere: PromptPlace = { at: Number.MAX_SAFE_INTEGER, text: '', draft: '' };

/** A line to type Lua into: Enter runs it, arrows lead through what was typed. */
export function Prompt({ console, domains, onRun }: PromptProps) {
  const typed = useStore(console.state, (state) => state.typed);
  const [place, setPlace] = useState(nowhere);
  const [wanted, setWanted] = useState('trusted');
  const running = domains.filter(({ state }) => state === 'running').map(({ name }) => name);
  const domain = running.includes(wanted) ? wanted : 'trusted';

  function run(): void {
    if (place.text.trim() === '') return;
    void console.evaluate(place.text, domain);
    setPlace(nowhere);
    onRun();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    const { key, shiftKey, ctrlKey, altKey, metaKey, nativeEvent } = event;
    if (nativeEvent.isComposing || ctrlKey || altKey || metaKey) return;
    if (key === 'Enter' && !shiftKey) {
      event.preventDefault();
      run();
    } else if (key === 'Escape' && place.text !== '') {
      event.preventDefault();
      setPlace(nowhere);
    } else if ((key === 'ArrowUp' || key === 'ArrowDown') && !shiftKey && isAtEdge(event.currentTarget, key)) {
      const next = stepped(typed, place, key === 'ArrowUp' ? -1 : 1);
      if (!next) return;
      event.preventDefault();
      setPlace(next);
    }
  }

  return (
    <div className="flex shrink-0 items-start gap-2 border-t border-line py-2 pr-5 pl-4">
      <ChevronRight size={16} className="mt-1.5 shrink-0 text-accent" aria-hidden />
      <textarea
        aria-label="Lua to run"
        placeholder="Lua to run"
        title="Enter runs it, Shift+Enter begins a line, ↑ and ↓ lead through what was typed"
        rows={Math.min(place.text.split('\n').length, mostLines)}
        value={place.text}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => setPlace({ ...nowhere, text: event.target.value })}
        onKeyDown={onKeyDown}
        className="min-h-7 min-w-0 flex-1 resize-none rounded-md border border-line-strong bg-raised px-2.5 py-1 font-mono text-sm placeholder:text-faint focus-visible:outline-offset-0"
      />
      <div className="w-44 shrink-0 max-[700px]:w-32">
        <SelectField
          label="Worker"
          bare
          options={(running.includes('trusted') ? running : ['trusted', ...running]).map((name) => ({
            value: name,
            label: name,
          }))}
          value={domain}
          onChange={setWanted}
        />
      </div>
    </div>
  );
}

/** Within several lines arrows move the cursor, up to the first line and down to the last. */
function isAtEdge({ value, selectionStart, selectionEnd }: HTMLTextAreaElement, key: string): boolean {
  if (selectionStart !== selectionEnd) return false;
  return key === 'ArrowUp' ? !value.slice(0, selectionStart).includes('\n') : !value.slice(selectionEnd).includes('\n');
}
