import { useDraggable } from '@dnd-kit/core';
import { memo } from 'react';
import { type Agent, stateOf, stateWords, wantsPerson } from '../../../../shared/vocabulary';
import { ageText, agoText } from '../../../text';
import { ContextMenu, classNames, useNow } from '../../../ui';
import { AgentMenu, agentMenuItems } from '../agent-menu';
import { ProfileIcon } from '../profile-icon';
import { AgentStateIcon } from '../state-icon';
import { briefOf, stateColors } from '../status';
import type { AgentsStore } from '../store';

export interface AgentRowProps {
  readonly store: AgentsStore;
  readonly agent: Agent;
  /** Its pane has the keyboard. */
  readonly current: boolean;
  /** A pane shows it. */
  readonly shown: boolean;
  /** Only its icons are shown. */
  readonly narrow: boolean;
  /** It is the one that Tab leads to. */
  readonly active: boolean;
  /** What a click does; without it the agent is shown. */
  readonly onSelect?: ((id: string) => void) | undefined;
}

/** An agent of the list: a click shows it, and it can be dragged onto a pane. */
export const AgentRow = memo(function AgentRow({
  store,
  agent,
  current,
  shown,
  narrow,
  active,
  onSelect = store.show,
}: AgentRowProps) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `row ${agent.id}`, data: { agent: agent.id } });
  const tabIndex = active ? 0 : -1;
  return (
    <ContextMenu
      items={agentMenuItems(store, agent)}
      trigger={
        <li
          ref={setNodeRef}
          {...listeners}
          className={classNames(
            'group/row relative flex items-center rounded-md',
            current ? 'bg-selected' : 'hover:bg-pressed/60',
            isDragging && 'opacity-50',
          )}
        />
      }
    >
      {shown && <span className="absolute inset-y-1.5 left-0 w-0.5 rounded-full bg-accent" aria-hidden />}
      <button
        type="button"
        data-agent-row={agent.id}
        tabIndex={tabIndex}
        aria-current={current ? 'true' : undefined}
        title={narrow ? undefined : agent.title}
        onClick={() => onSelect(agent.id)}
        className={classNames(
          'flex min-w-0 flex-1 items-center gap-2 rounded-md text-left outline-offset-[-2px]!',
          narrow ? 'h-10 justify-center' : 'h-11 pr-2 pl-2.5',
        )}
      >
        {narrow ? <NarrowRow agent={agent} /> : <WideRow agent={agent} />}
      </button>
      {!narrow && (
        <AgentMenu
          store={store}
          agent={agent}
          tabIndex={tabIndex}
          className="absolute top-1 right-1 bg-pressed opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 data-popup-open:opacity-100"
        />
      )}
      {agent.progress !== undefined && <Progress percent={agent.progress} />}
    </ContextMenu>
  );
});

function WideRow({ agent }: { readonly agent: Agent }) {
  const state = stateOf(agent);
  const brief = briefOf(agent);
  const loud = wantsPerson(agent.status);
  return (
    <>
      <AgentStateIcon agent={agent} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex min-w-0 items-center gap-1.5">
          <ProfileIcon {...agent} size={13} />
          <span className={classNames('min-w-0 truncate', agent.unseen ? 'font-semibold' : 'font-medium')}>
            {agent.name}
          </span>
          {agent.unseen && <Unseen />}
          <Age atMs={agent.statusAt} />
        </span>
        <span className="truncate text-xs text-faint">
          <span className={loud ? stateColors[state] : undefined}>{stateWords[state]}</span>
          {brief !== undefined && brief !== '' && <> · {brief}</>}
        </span>
      </span>
    </>
  );
}

function NarrowRow({ agent }: { readonly agent: Agent }) {
  const state = stateWords[stateOf(agent)];
  return (
    <span className="relative grid size-7 place-items-center" title={`${agent.name}: ${state}`}>
      <ProfileIcon {...agent} size={17} />
      <span className="absolute -right-1 -bottom-1 grid scale-85 place-items-center rounded-full bg-sidebar">
        <AgentStateIcon agent={agent} />
      </span>
      <span className="sr-only">{agent.name}</span>
      {agent.unseen && (
        <span className="absolute -top-0.5 -right-0.5">
          <Unseen />
        </span>
      )}
    </span>
  );
}

function Unseen() {
  return (
    <span className="size-1.5 shrink-0 rounded-full bg-accent">
      <span className="sr-only">not seen yet</span>
    </span>
  );
}

function Age({ atMs }: { readonly atMs: number }) {
  const nowMs = useNow();
  return (
    <span
      title={`Since ${agoText(atMs, nowMs)}`}
      className="ml-auto shrink-0 pl-1 text-xs text-faint tabular-nums group-focus-within/row:opacity-0 group-hover/row:opacity-0"
    >
      {ageText(atMs, nowMs)}
    </span>
  );
}

function Progress({ percent }: { readonly percent: number }) {
  return (
    <span
      role="progressbar"
      aria-label="Progress"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="absolute inset-x-2 bottom-0.5 h-0.5 overflow-hidden rounded-full bg-pressed"
    >
      <span
        className="block h-full origin-left rounded-full bg-accent transition-transform duration-300"
        style={{ transform: `scaleX(${percent / 100})` }}
      />
    </span>
  );
}
