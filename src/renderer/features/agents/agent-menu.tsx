import {
  AppWindow,
  ArrowDownToLine,
  ArrowRightToLine,
  CircleStop,
  Copy,
  Ellipsis,
  FolderOpen,
  Group,
  History,
  NotebookPen,
  Pencil,
  RotateCcw,
  Trash2,
} from 'lucide-react';
import { type Agent, isAlive } from '../../../shared/vocabulary';
import { Menu, type MenuItem, showError } from '../../ui';
import { panesOf } from './panes/pane-tree';
import type { AgentsStore } from './store';

/** What can be done with an agent. `panes`: it is a menu of the view that has panes. */
export function agentMenuItems(store: AgentsStore, agent: Agent, panes = true): readonly MenuItem[] {
  return [
    ...(panes ? placeItems(store, agent) : []),
    {
      ...{ label: 'Rename…', icon: <Pencil size={13} />, keys: 'F2', apart: panes },
      onChoose: () => store.ask({ type: 'rename', agent: agent.id }),
    },
    {
      ...{ label: 'Group…', icon: <Group size={13} /> },
      onChoose: () => store.ask({ type: 'group', agent: agent.id }),
    },
    {
      ...{ label: 'Open the folder', icon: <FolderOpen size={13} /> },
      onChoose: () => void store.openFile({ id: agent.id, path: agent.cwd }),
    },
    { label: 'Copy the id', icon: <Copy size={13} />, onChoose: () => void copy(agent.id) },
    ...lifeItems(store, agent),
  ];
}

function placeItems(store: AgentsStore, { id }: Agent): readonly MenuItem[] {
  const alone = panesOf(store.layout.getState()?.root).every(({ agent }) => agent === id);
  return [
    {
      ...{ label: 'Show at the right', icon: <ArrowRightToLine size={13} />, disabled: alone },
      onChoose: () => store.showBeside(id, 'right'),
    },
    {
      ...{ label: 'Show below', icon: <ArrowDownToLine size={13} />, disabled: alone },
      onChoose: () => store.showBeside(id, 'down'),
    },
    {
      ...{ label: 'Open in its own window', icon: <AppWindow size={13} /> },
      onChoose: () => void store.openWindow(id),
    },
    {
      ...{ label: 'Notes and details', icon: <NotebookPen size={13} /> },
      onChoose() {
        store.show(id);
        store.preferences.setState({ drawer: 'details' });
      },
    },
  ];
}

function lifeItems(store: AgentsStore, agent: Agent): readonly MenuItem[] {
  const { id } = agent;
  return [
    {
      ...{ label: 'Restart', icon: <RotateCcw size={13} />, apart: true },
      onChoose: () => void store.restart(id),
    },
    ...(agent.resumeId === undefined
      ? []
      : [
          {
            ...{ label: 'Resume its session', icon: <History size={13} /> },
            onChoose: () => void store.restart(id, true),
          },
        ]),
    {
      ...{ label: 'End…', icon: <CircleStop size={13} />, disabled: !isAlive(agent) },
      onChoose: () => store.ask({ type: 'kill', agent: id }),
    },
    {
      ...{ label: 'Remove…', icon: <Trash2 size={13} />, keys: 'Del', grave: true },
      onChoose: () => store.ask({ type: 'remove', agent: id }),
    },
  ];
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    showError('This could not be copied', 'The system did not allow it.');
  }
}

export interface AgentMenuProps {
  readonly store: AgentsStore;
  readonly agent: Agent;
  readonly panes?: boolean;
  readonly tabIndex?: number;
  readonly className?: string;
}

/** The same, behind a button. */
export function AgentMenu({ store, agent, panes = true, tabIndex = 0, className = '' }: AgentMenuProps) {
  return (
    <Menu
      trigger={
        <button
          type="button"
          tabIndex={tabIndex}
          aria-label={`More for ${agent.name}`}
          title="More"
          className={`grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-pressed hover:text-ink data-popup-open:bg-pressed ${className}`}
        >
          <Ellipsis size={14} />
        </button>
      }
      items={agentMenuItems(store, agent, panes)}
    />
  );
}
