import { FileDiff, NotebookPen, SearchX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Group, Panel } from 'react-resizable-panels';
import { useStore } from 'zustand';
import type { Connection } from '../../../shared/link';
import { type Agent, stateOf, stateWords, wantsPerson } from '../../../shared/vocabulary';
import { ageText } from '../../text';
import { classNames, EmptyState, useNow } from '../../ui';
import { AgentMenu } from './agent-menu';
import { AgentScreen } from './agent-screen';
import { Drawer, type DrawerPart, type DrawerProps } from './details/drawer';
import { Questions } from './dialogs/questions';
import { useLook } from './look';
import { AgentSubtitle } from './panes/pane';
import { Border } from './panes/tree';
import { ProfileIcon } from './profile-icon';
import { AgentStateIcon } from './state-icon';
import { briefOf, stateColors } from './status';
import type { AgentsStore } from './store';
import type { RenderTerminal } from './terminal-slot';

export interface AgentPageProps extends Pick<DrawerProps, 'home' | 'renderChanges'> {
  readonly store: AgentsStore;
  readonly connection: Connection;
  readonly id: string;
  readonly renderTerminal: RenderTerminal;
}

/** One agent alone, for a window of its own. */
export function AgentPage({ id, ...props }: AgentPageProps) {
  const { store, home } = props;
  const { value: agents } = useStore(store.agents);
  const agent = agents?.find((one) => one.id === id);
  if (!agents) return null;
  if (!agent) {
    return (
      <EmptyState icon={<SearchX size={20} />} title="There is no such agent">
        It was removed, or its address is not complete. This window can be closed.
      </EmptyState>
    );
  }
  return (
    <>
      <OneAgent {...props} agent={agent} />
      <Questions {...{ store, agents, home }} />
    </>
  );
}

type OneAgentProps = Omit<AgentPageProps, 'id'> & { readonly agent: Agent };

function OneAgent({ store, connection, agent, home, renderTerminal, renderChanges }: OneAgentProps) {
  const [part, setPart] = useState<DrawerPart>();
  useLook({ connection, ids: [agent.id] });
  const toggle = (next: DrawerPart) => setPart(part === next ? undefined : next);
  return (
    <section aria-label={agent.name} className="flex min-h-0 flex-1 flex-col">
      <Header store={store} agent={agent}>
        <Toggle
          label="Notes and details"
          icon={<NotebookPen size={14} />}
          pressed={part === 'details'}
          onClick={() => toggle('details')}
        />
        <Toggle
          label="Changed files"
          icon={<FileDiff size={14} />}
          pressed={part === 'changes'}
          onClick={() => toggle('changes')}
        />
      </Header>
      <Group orientation="horizontal" className="min-h-0 flex-1">
        <Panel id="terminal" minSize={160}>
          <div className="flex h-full flex-col">
            <AgentScreen {...{ store, agent, renderTerminal }} active onFocus={() => {}} />
          </div>
        </Panel>
        {part && <Border direction="row" label="Width of the details" />}
        {part && (
          <Panel id="drawer" defaultSize={part === 'details' ? 340 : '45%'} minSize={260} maxSize="70%">
            <Drawer
              {...{ store, agent, home, renderChanges, part }}
              onPart={setPart}
              onClose={() => setPart(undefined)}
            />
          </Panel>
        )}
      </Group>
    </section>
  );
}

interface HeaderProps extends Pick<OneAgentProps, 'store' | 'agent'> {
  readonly children: ReactNode;
}

function Header({ store, agent, children }: HeaderProps) {
  const nowMs = useNow();
  const state = stateOf(agent);
  const brief = briefOf(agent);
  return (
    <header
      className={classNames(
        '@container flex h-10 shrink-0 items-center gap-2 border-b border-line pr-2 pl-3',
        wantsPerson(agent.status) ? 'bg-warn-soft' : 'bg-sidebar',
      )}
    >
      <AgentStateIcon agent={agent} />
      <ProfileIcon {...agent} size={15} />
      <h1 className="shrink-0 font-semibold">{agent.name}</h1>
      <p className="min-w-0 truncate text-sm text-muted">
        <span className={stateColors[state]}>{stateWords[state]}</span>
        {brief !== undefined && ` · ${brief}`}
        <span className="text-faint"> · {ageText(agent.statusAt, nowMs)}</span>
      </p>
      <AgentSubtitle agent={agent} />
      <div className="ml-auto flex shrink-0 items-center gap-0.5">
        {children}
        <AgentMenu store={store} agent={agent} panes={false} />
      </div>
    </header>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly pressed: boolean;
  readonly onClick: () => void;
}

function Toggle({ label, icon, pressed, onClick }: ToggleProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={onClick}
      className="grid size-7 place-items-center rounded-md text-muted hover:bg-pressed hover:text-ink aria-pressed:bg-pressed aria-pressed:text-ink"
    >
      {icon}
    </button>
  );
}
