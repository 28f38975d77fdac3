import { ArrowDownWideNarrow, ChevronRight, PanelLeftClose, PanelLeftOpen, Plus, SquareTerminal } from 'lucide-react';
import { type FocusEvent, type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { type Agent, isAlive } from '../../../../shared/vocabulary';
import { useKeyHints } from '../../../commands';
import { classNames, IconButton, Menu, SearchField } from '../../../ui';
import { focusList } from '../commands';
import { focusedAgent } from '../panes/layout';
import { panesOf } from '../panes/pane-tree';
import { stateColors, wantingCount } from '../status';
import type { AgentsStore } from '../store';
import { onListKey } from './keys';
import { type AgentGroup, listing } from './listing';
import { AgentRow } from './row';

/** With fewer agents there is nothing to search. */
const searchFrom = 9;

export interface AgentListProps {
  readonly store: AgentsStore;
  readonly agents: readonly Agent[];
  /** Only icons are shown. */
  readonly narrow: boolean;
  readonly onNarrow: (narrow: boolean) => void;
}

/** All agents, in groups: what they do, and which of them want something. */
export function AgentList({ store, agents, narrow, onNarrow }: AgentListProps) {
  const { sort, folded } = useStore(store.preferences);
  const layout = useStore(store.layout);
  const [search, setSearch] = useState('');
  const [lastFocused, setLastFocused] = useState<string>();
  const current = focusedAgent(layout ?? {});
  const shown = new Set(panesOf(layout?.root).map(({ agent }) => agent));
  const groups = listing(agents, sort, narrow ? '' : search);
  const unfolded = groups.filter(({ name }) => search !== '' || name === undefined || !folded.includes(name));
  const inView = unfolded.flatMap((group) => group.agents.map(({ id }) => id));
  const active = [lastFocused, current].find((id) => id !== undefined && inView.includes(id)) ?? inView[0];

  function onFocus({ target }: FocusEvent): void {
    if (target instanceof HTMLElement && target.dataset.agentRow) setLastFocused(target.dataset.agentRow);
  }

  function fold(name: string): void {
    const rest = folded.filter((one) => one !== name);
    store.preferences.setState({ folded: rest.length < folded.length ? rest : [...folded, name] });
  }

  return (
    <div className="flex h-full min-w-0 flex-col bg-sidebar">
      <Header store={store} narrow={narrow} onNarrow={onNarrow} agents={agents} />
      {!narrow && agents.length >= searchFrom && (
        <div className="flex shrink-0 px-2 pb-2">
          <SearchField label="Search agents" value={search} onChange={setSearch} onDone={focusList} />
        </div>
      )}
      <nav
        aria-label="List of agents"
        data-agent-list
        className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto px-1.5 pb-3"
        onFocus={onFocus}
        onKeyDown={(event) => onListKey(event, store)}
      >
        {groups.map((group) => (
          <Group
            key={group.name ?? ''}
            group={group}
            narrow={narrow}
            open={unfolded.includes(group)}
            onFold={group.name === undefined ? undefined : () => fold(group.name ?? '')}
          >
            {group.agents.map((agent) => (
              <AgentRow
                key={agent.id}
                {...{ store, agent, narrow }}
                current={agent.id === current}
                shown={shown.has(agent.id)}
                active={agent.id === active}
              />
            ))}
          </Group>
        ))}
        {groups.length === 0 && search !== '' && (
          <p role="status" className="px-2.5 py-2 text-sm text-muted">
            No agent has “{search}” in its name, group, status, title, folder, branch, command or last line.
          </p>
        )}
      </nav>
    </div>
  );
}

function Header({ store, agents, narrow, onNarrow }: AgentListProps) {
  const withKeys = useKeyHints();
  const sort = useStore(store.preferences, (preferences) => preferences.sort);
  const foldLabel = narrow ? 'Show the whole list' : 'Show only icons';
  const foldIcon = narrow ? <PanelLeftOpen size={15} /> : <PanelLeftClose size={15} />;
  const buttons = (
    <>
      <IconButton
        label={withKeys('New agent…', 'agents.start')}
        icon={<Plus size={16} />}
        onClick={() => store.ask({ type: 'start' })}
      />
      <IconButton
        label={withKeys('New shell', 'agents.start-shell')}
        icon={<SquareTerminal size={15} />}
        onClick={() => void store.startShell()}
      />
    </>
  );
  if (narrow) {
    return (
      <header className="flex shrink-0 flex-col items-center gap-1 py-2.5">
        <h1 className="sr-only">Agents</h1>
        <IconButton label={foldLabel} icon={foldIcon} onClick={() => onNarrow(false)} />
        {buttons}
      </header>
    );
  }
  return (
    <header className="flex min-h-12 shrink-0 items-center gap-0.5 pr-2 pl-4">
      <h1 className="mr-auto text-lg font-semibold tracking-tight">Agents</h1>
      {buttons}
      <Menu
        trigger={
          <button
            type="button"
            aria-label="Order of the list"
            title="Order of the list"
            className="grid size-7 shrink-0 place-items-center rounded-md text-muted hover:bg-pressed/60 hover:text-ink"
          >
            <ArrowDownWideNarrow size={15} />
          </button>
        }
        items={[
          {
            ...{ label: 'Those that want you first', keys: sort === 'wanting' ? '✓' : undefined },
            onChoose: () => store.preferences.setState({ sort: 'wanting' }),
          },
          {
            ...{ label: 'As they were created', keys: sort === 'created' ? '✓' : undefined },
            onChoose: () => store.preferences.setState({ sort: 'created' }),
          },
          {
            ...{ label: 'Remove those that have ended…', apart: true, disabled: agents.every(isAlive) },
            onChoose: () => store.ask({ type: 'remove-ended' }),
          },
        ]}
      />
      <IconButton label={foldLabel} icon={foldIcon} onClick={() => onNarrow(true)} />
    </header>
  );
}

interface GroupProps {
  readonly group: AgentGroup;
  readonly narrow: boolean;
  readonly open: boolean;
  readonly onFold: (() => void) | undefined;
  readonly children: ReactNode;
}

function Group({ group: { name, agents }, narrow, open, onFold, children }: GroupProps) {
  const list = (
    <ul aria-label={name ?? 'Agents of no group'} className="flex flex-col gap-px">
      {children}
    </ul>
  );
  if (name === undefined) return list;
  const wanting = wantingCount(agents);
  return (
    <div className="mt-2 first:mt-0">
      <button
        type="button"
        data-agent-group={name}
        tabIndex={-1}
        aria-expanded={open}
        title={narrow ? name : undefined}
        onClick={onFold}
        className={classNames(
          'flex h-6 w-full items-center gap-1 rounded-md px-1.5 text-xs font-medium text-faint outline-offset-[-2px]! hover:text-ink',
          narrow && 'justify-center',
        )}
      >
        <ChevronRight size={12} className={classNames('shrink-0', open && 'rotate-90')} aria-hidden />
        <span className={narrow ? 'sr-only' : 'min-w-0 truncate'}>{name}</span>
        {!narrow && (
          <span className="ml-auto shrink-0 tabular-nums">
            {!open && wanting > 0 && <span className={stateColors['needs-input']}>{wanting} waiting · </span>}
            {agents.length}
          </span>
        )}
      </button>
      {open && list}
    </div>
  );
}
