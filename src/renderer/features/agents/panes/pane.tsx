import { useDraggable, useDroppable } from '@dnd-kit/core';
import { Columns2, FileDiff, GitBranch, Maximize2, Minimize2, NotebookPen, Rows2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Agent, isAlive, wantsPerson } from '../../../../shared/vocabulary';
import { useKeyHints } from '../../../commands';
import { classNames } from '../../../ui';
import { AgentMenu } from '../agent-menu';
import { AgentScreen } from '../agent-screen';
import { ProfileIcon } from '../profile-icon';
import { AgentStateIcon } from '../state-icon';
import type { AgentsStore } from '../store';
import type { RenderTerminal } from '../terminal-slot';
import { useDragging, useDropAt } from './drag';
import { close, focus, type PanePlace, toggleZoom } from './layout';
import type { Pane } from './pane-tree';

export interface AgentPaneProps {
  readonly store: AgentsStore;
  readonly pane: Pane;
  readonly agent: Agent;
  /** It has the keyboard. */
  readonly focused: boolean;
  readonly zoomed: boolean;
  /** There are other panes. */
  readonly several: boolean;
  readonly renderTerminal: RenderTerminal;
}

/** A pane: an agent's terminal under its header. Other agents can be dropped onto it. */
export function AgentPane({ store, pane, agent, focused, renderTerminal, ...header }: AgentPaneProps) {
  const { setNodeRef } = useDroppable({ id: pane.id });
  const takeFocus = () => store.layout.change((layout) => focus(layout, pane.id));
  return (
    <section
      ref={setNodeRef}
      aria-label={agent.name}
      data-pane={pane.id}
      data-focused={focused ? '' : undefined}
      className="@container relative flex h-full min-w-0 flex-col overflow-hidden bg-canvas"
      onFocus={takeFocus}
    >
      <PaneHeader {...header} {...{ store, pane, agent, focused }} onFocus={takeFocus} />
      <AgentScreen {...{ store, agent, renderTerminal }} active={focused} onFocus={takeFocus} />
      <DropHint pane={pane.id} />
    </section>
  );
}

interface PaneHeaderProps extends Omit<AgentPaneProps, 'renderTerminal'> {
  readonly onFocus: () => void;
}

function PaneHeader({ store, pane, agent, focused, zoomed, several, onFocus }: PaneHeaderProps) {
  const withKeys = useKeyHints();
  const { setNodeRef, listeners } = useDraggable({ id: `pane ${pane.id}`, data: { agent: agent.id } });
  const wants = wantsPerson(agent.status) && isAlive(agent);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a larger place to click for what its buttons do, too
    <header
      ref={setNodeRef}
      {...listeners}
      className={classNames(
        'relative flex h-8 shrink-0 items-center gap-2 border-b border-line pr-1 pl-2.5 select-none @max-[140px]:gap-1.5 @max-[140px]:pl-2',
        wants ? 'bg-warn-soft' : 'bg-sidebar',
      )}
      onPointerDownCapture={onFocus}
      onDoubleClick={() => several && store.layout.change((layout) => toggleZoom(layout, pane.id))}
    >
      {focused && several && <span className="absolute inset-x-0 top-0 h-0.5 bg-accent" aria-hidden />}
      <AgentStateIcon agent={agent} />
      <span className="@max-[200px]:hidden">
        <ProfileIcon {...agent} size={13} />
      </span>
      <h2 className={classNames('min-w-5 truncate text-sm font-semibold', !focused && several && 'text-muted')}>
        {agent.name}
      </h2>
      <AgentSubtitle agent={agent} />
      <div className="ml-auto flex shrink-0 items-center">
        <span className="hidden items-center @min-[440px]:flex">
          <PaneButton
            label={withKeys('Split right: a new shell', 'agents.split-right')}
            icon={<Columns2 size={13} />}
            onClick={() => void store.split('right', pane.id)}
          />
          <PaneButton
            label={withKeys('Split down: a new shell', 'agents.split-down')}
            icon={<Rows2 size={13} />}
            onClick={() => void store.split('down', pane.id)}
          />
          <PaneButton
            label={withKeys('Notes and details', 'agents.details')}
            icon={<NotebookPen size={13} />}
            onClick={() => store.toggleDrawer('details')}
          />
          <PaneButton
            label={withKeys('Changed files', 'agents.changes')}
            icon={<FileDiff size={13} />}
            onClick={() => store.toggleDrawer('changes')}
          />
        </span>
        {several && (
          <span className="@max-[200px]:hidden">
            <PaneButton
              label={withKeys(zoomed ? 'Show all panes' : 'Zoom this pane', 'agents.zoom')}
              icon={zoomed ? <Minimize2 size={13} /> : <Maximize2 size={13} />}
              onClick={() => store.layout.change((layout) => toggleZoom(layout, pane.id))}
            />
          </span>
        )}
        <span className="@max-[110px]:hidden">
          <AgentMenu store={store} agent={agent} />
        </span>
        <PaneButton
          label={withKeys('Close the pane; the agent goes on', 'agents.close-pane')}
          icon={<X size={14} />}
          onClick={() => store.layout.change((layout) => close(layout, pane.id))}
        />
      </div>
    </header>
  );
}

/** Its branch and what its program calls itself. */
export function AgentSubtitle({ agent: { worktree, title, name } }: { readonly agent: Agent }) {
  return (
    <>
      {worktree && (
        <span
          title={`Branch ${worktree.branch}, made from ${worktree.base}`}
          className="flex min-w-6 shrink-2 items-center gap-1 text-xs text-muted @max-[340px]:hidden"
        >
          <GitBranch size={11} className="shrink-0" aria-hidden />
          <span className="truncate">{worktree.branch}</span>
        </span>
      )}
      {title !== undefined && title !== name && (
        <span title={title} className="min-w-0 shrink-4 truncate text-xs text-faint @max-[300px]:hidden">
          {title}
        </span>
      )}
    </>
  );
}

interface PaneButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}

function PaneButton({ label, icon, onClick }: PaneButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      // Two quick clicks on a button are not one on the header.
      onDoubleClick={(event) => event.stopPropagation()}
      className="grid size-6 place-items-center rounded-md text-muted hover:bg-pressed hover:text-ink"
    >
      {icon}
    </button>
  );
}

const dropPlaces: Record<PanePlace['at'], string> = {
  left: 'inset-y-0 left-0 w-1/2',
  right: 'inset-y-0 right-0 w-1/2',
  up: 'inset-x-0 top-0 h-1/2',
  down: 'inset-x-0 bottom-0 h-1/2',
  center: 'inset-0',
};

function DropHint({ pane }: { readonly pane: string }) {
  const at = useDropAt(pane);
  const dragging = useDragging();
  if (!dragging) return null;
  return (
    <div className="absolute inset-0 z-20" aria-hidden>
      {at && <div className={classNames('absolute rounded-sm border-2 border-accent bg-accent/15', dropPlaces[at])} />}
    </div>
  );
}
