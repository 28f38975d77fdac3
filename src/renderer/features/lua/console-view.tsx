import { ArrowDown, Eraser } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { LuaState } from '../../../shared/contract';
import { Alert, Button, IconButton, SearchField, SelectField } from '../../ui';
import { type ConsoleEntry, type ConsoleFilter, entriesOf, type Level } from './console-entries';
import { ConsoleRow } from './console-row';
import { Prompt } from './prompt';
import type { LuaStore } from './store';

export interface ConsoleViewProps {
  readonly store: LuaStore;
}

const noFilter: ConsoleFilter = { from: 'info', module: '', search: '' };

const levelOptions: readonly { readonly value: Level; readonly label: string }[] = [
  { value: 'debug', label: 'All levels' },
  { value: 'info', label: 'From info' },
  { value: 'warn', label: 'From warnings' },
  { value: 'error', label: 'Only errors' },
];

/** What Lua logs, as it comes, with a line at the end to type Lua into. */
export function ConsoleView({ store }: ConsoleViewProps) {
  const { state: live, console } = store;
  const state = useStore(console.state);
  const lua = useStore(live, ({ value }) => value);
  const [filter, setFilter] = useState(noFilter);
  const entries = useMemo(() => entriesOf(state, filter), [state, filter]);
  const narrow = (part: Partial<ConsoleFilter>) => setFilter({ ...filter, ...part });
  useEffect(() => console.open(), [console]);
  const last = entries.at(-1)?.key;
  const { box, following, onScroll, follow } = useFollowing(`${entries.length} ${last}`);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-5 py-2">
        <SearchField
          label="Search the log"
          value={filter.search}
          onChange={(search) => narrow({ search })}
          onDone={() => {}}
        />
        <div className="w-34">
          <SelectField
            label="Level"
            bare
            options={levelOptions}
            value={filter.from}
            onChange={(from) => narrow({ from })}
          />
        </div>
        <div className="w-44">
          <SelectField
            label="File"
            bare
            options={moduleOptions(lua, filter.module)}
            value={filter.module}
            onChange={(module) => narrow({ module })}
          />
        </div>
        <IconButton label="Clear what is shown" icon={<Eraser size={14} />} onClick={console.clear} />
      </div>
      {state.error !== undefined && (
        <div className="shrink-0 px-5 py-3">
          <Alert severity="error" announce title="The log can’t be followed">
            {state.error}
          </Alert>
        </div>
      )}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <section
          ref={box}
          aria-label="Log"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
          tabIndex={0}
          onScroll={onScroll}
          className="min-h-0 flex-1 overflow-y-auto py-1 font-mono text-sm focus-visible:outline-offset-[-2px]"
        >
          <Empty
            loading={!state.lines && state.error === undefined}
            entries={entries}
            any={(state.lines ?? []).length > 0}
          />
          {entries.map((entry) => (
            <ConsoleRow
              key={entry.key}
              entry={entry}
              folder={lua?.folder ?? ''}
              onOpen={(...place) => void store.openFile(...place)}
            />
          ))}
        </section>
        {!following && (
          <div className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-md shadow-raised">
            <Button look="primary" icon={<ArrowDown size={13} />} onClick={follow}>
              Follow
            </Button>
          </div>
        )}
      </div>
      <Prompt console={console} domains={lua?.domains ?? []} onRun={follow} />
    </div>
  );
}

interface EmptyProps {
  readonly loading: boolean;
  readonly entries: readonly ConsoleEntry[];
  readonly any: boolean;
}

function Empty({ loading, entries, any }: EmptyProps) {
  if (entries.length > 0) return null;
  return (
    <p role="status" className="px-5 py-8 text-center font-sans text-base text-muted">
      {loading
        ? 'Reading the log…'
        : any
          ? 'Nothing of the log fits. Choose another level or file.'
          : 'Nothing was logged yet. Type Lua below, such as #hub.agents(), or log.info from a file.'}
    </p>
  );
}

function moduleOptions(lua: LuaState | undefined, chosen: string) {
  const modules = new Set([...(lua?.files ?? []).map(({ module }) => module), chosen]);
  modules.delete('');
  return [{ value: '', label: 'All files' }, ...[...modules].sort().map((value) => ({ value, label: value }))];
}

/** Fewer pixels than this from the end count as the end. */
const endMargin = 12;
/** For so long a smooth scroll that a key has begun may still pull away from the end. */
const settlingMs = 400;

/** Keeps the end of a list in view while it grows, until the person scrolls away from it. */
function useFollowing(content: string) {
  const box = useRef<HTMLElement>(null);
  const [following, setFollowing] = useState(true);
  const settledAt = useRef(0);
  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight, behavior: 'instant' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is something else to see
  useLayoutEffect(() => {
    if (following) toEnd();
  }, [content, following]);
  return {
    ...{ box, following },
    onScroll() {
      const element = box.current;
      if (!element) return;
      const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < endMargin;
      if (!isAtEnd && performance.now() < settledAt.current) toEnd();
      else setFollowing(isAtEnd);
    },
    follow() {
      setFollowing(true);
      settledAt.current = performance.now() + settlingMs;
      toEnd();
    },
  };
}
