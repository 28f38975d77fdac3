import { ChevronDown, X } from 'lucide-react';
import { useStore } from 'zustand';
import { useAnswer } from '../../client';
import { Button, classNames, useNow } from '../../ui';
import { spanText } from './slots';
import { conditionCount, type Filter, type HistoryStore } from './store';

export interface FilterBarProps {
  readonly store: HistoryStore;
  /** The ids of the rules in force. */
  readonly rules: readonly string[];
}

const mostPrograms = 40;

/** What narrows the list, each as a chip: with its value and a way to take it away when it is set. */
export function FilterBar({ store, rules }: FilterBarProps) {
  const { filter, span } = useStore(store.state);
  const nowMs = useNow();
  const programs = useAnswer({
    ask: (signal) =>
      store.ask.stats({ filter: { search: '', outcome: 'any' }, by: 'program', limit: mostPrograms }, { signal }),
    question: 'programs',
  });
  const agents = useAnswer({
    ask: (signal) => store.ask.list({ filter: { search: '', outcome: 'any', agent: '*' }, limit: 500 }, { signal }),
    question: 'agents',
  });
  const agentNames = [...new Set(agents.value?.entries.map(({ agent }) => agent ?? ''))].filter(Boolean);
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-1.5">
      {span && <Chip name="Time" text={spanText(span, nowMs)} onClear={() => store.setSpan(undefined)} />}
      {filter.command !== undefined && (
        <Chip name="Command" text={filter.command} onClear={() => store.narrow({ command: undefined })} />
      )}
      <ChipSelect
        name="Outcome"
        value={filter.outcome === 'any' ? undefined : filter.outcome}
        options={outcomes}
        onChange={(outcome) => store.narrow({ outcome: outcome as Filter['outcome'] | undefined })}
      />
      <ChipSelect
        name="Rule"
        value={filter.ruleId}
        options={[['*', 'any rule'], ...rules.map((id) => [id, id] as const)]}
        onChange={(ruleId) => store.narrow({ ruleId })}
      />
      <ChipSelect
        name="Agent"
        value={filter.agent}
        options={[['*', 'any agent'], ...agentNames.map((name) => [name, name] as const)]}
        onChange={(agent) => store.narrow({ agent })}
      />
      <ChipSelect
        name="Program"
        value={filter.program}
        options={(programs.value ?? []).map(({ command }) => [command, command] as const)}
        onChange={(program) => store.narrow({ program })}
      />
      <ChipSelect
        name="Longer than"
        value={filter.minDurationMs?.toString()}
        options={durations}
        onChange={(ms) => store.narrow({ minDurationMs: ms === undefined ? undefined : Number(ms) })}
      />
      {(conditionCount(filter) > 1 || (span && conditionCount(filter) > 0)) && (
        <Button look="quiet" onClick={store.clearFilter}>
          Clear all
        </Button>
      )}
    </div>
  );
}

type Option = readonly [value: string, label: string];

const outcomes: readonly Option[] = [
  ['ok', 'succeeded'],
  ['failed', 'failed'],
];

const durations: readonly Option[] = [
  ['1000', '1 s'],
  ['10000', '10 s'],
  ['60000', '1 min'],
  ['600000', '10 min'],
  ['3600000', '1 h'],
];

const shape = 'flex h-6 max-w-70 min-w-0 items-center rounded-full border text-xs';
const set = 'border-transparent bg-accent-soft text-accent';

interface ChipSelectProps {
  readonly name: string;
  /** Undefined: it narrows nothing. */
  readonly value: string | undefined;
  readonly options: readonly Option[];
  readonly onChange: (value: string | undefined) => void;
}

/** A condition that is chosen from the system's own list. */
function ChipSelect({ name, value, options, onChange }: ChipSelectProps) {
  const label = options.find(([one]) => one === value)?.[1] ?? value;
  // What is set stays to be chosen, also when the list has come without it.
  const all =
    value === undefined || options.some(([one]) => one === value) ? options : [[value, value] as const, ...options];
  return (
    <span className={classNames(shape, value === undefined ? 'border-line-strong text-muted hover:bg-hover' : set)}>
      <span className="relative flex h-full min-w-0 items-center gap-1 rounded-full pl-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent">
        <span aria-hidden className="truncate">
          {name}
          {label !== undefined && <span className="font-semibold"> {label}</span>}
        </span>
        {value === undefined && <ChevronDown size={12} aria-hidden className="mr-2 shrink-0" />}
        <select
          aria-label={name}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value || undefined)}
          className="absolute inset-0 w-full cursor-default rounded-full bg-raised text-sm text-ink opacity-0"
        >
          <option value="">Any</option>
          {all.map(([one, text]) => (
            <option key={one} value={one}>
              {text}
            </option>
          ))}
        </select>
      </span>
      {value !== undefined && <Clear name={name} onClick={() => onChange(undefined)} />}
    </span>
  );
}

/** A condition that is set elsewhere, and can be taken away here. */
function Chip({ name, text, onClear }: { readonly name: string; readonly text: string; readonly onClear: () => void }) {
  return (
    <span title={text} className={classNames(shape, set, 'pl-2.5')}>
      <span className="truncate">
        {name} <span className="font-semibold">{text}</span>
      </span>
      <Clear name={name} onClick={onClear} />
    </span>
  );
}

function Clear({ name, onClick }: { readonly name: string; readonly onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={`Clear: ${name}`}
      onClick={onClick}
      className="mx-0.5 grid size-5 shrink-0 place-items-center rounded-full hover:bg-canvas/60"
    >
      <X size={11} />
    </button>
  );
}
