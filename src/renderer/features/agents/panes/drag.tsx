import {
  type Announcements,
  DndContext,
  type DragMoveEvent,
  DragOverlay,
  PointerSensor,
  pointerWithin,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { ProfileIcon } from '../profile-icon';
import type { AgentsStore } from '../store';
import { dropZone } from './drop-zone';
import type { PanePlace } from './layout';

interface Drag {
  readonly agent: string;
  readonly over: PanePlace | undefined;
}

const DragState = createContext<Drag | undefined>(undefined);

/** Where in a pane an agent would be dropped now; undefined: not there. */
export function useDropAt(pane: string): PanePlace['at'] | undefined {
  const over = useContext(DragState)?.over;
  return over?.pane === pane ? over.at : undefined;
}

/** Something is dragged. */
export function useDragging(): boolean {
  return useContext(DragState) !== undefined;
}

export interface DragAreaProps {
  readonly store: AgentsStore;
  readonly children: ReactNode;
}

/** Agents of the list and panes can be dragged onto panes inside it. By keyboard, menus and commands do the same. */
export function DragArea({ store, children }: DragAreaProps) {
  const [drag, setDrag] = useState<Drag>();
  // A few pixels, so that a click is no drag.
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const agent = store.find(drag?.agent);

  function follow(event: DragMoveEvent): void {
    const agent = agentOf(event.active.data.current);
    if (agent === undefined) return;
    const over = placeUnder(event);
    setDrag((before) => (isSame(before, { agent, over }) ? before : { agent, over }));
  }

  function drop(): void {
    setDrag(undefined);
    if (drag?.over) store.show(drag.agent, drag.over);
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      onDragStart={({ active }) => {
        const agent = agentOf(active.data.current);
        if (agent !== undefined) setDrag({ agent, over: undefined });
      }}
      onDragMove={follow}
      onDragEnd={drop}
      onDragCancel={() => setDrag(undefined)}
      autoScroll={false}
      accessibility={{ announcements: silent }}
    >
      <DragState value={drag}>{children}</DragState>
      <DragOverlay dropAnimation={null}>
        {agent && (
          <div className="flex h-8 w-max max-w-60 items-center gap-2 rounded-md bg-raised px-3 font-medium shadow-raised">
            <ProfileIcon {...agent} size={14} />
            <span className="truncate">{agent.name}</span>
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

function placeUnder({ over, activatorEvent, delta }: DragMoveEvent): PanePlace | undefined {
  if (!over || !(activatorEvent instanceof PointerEvent)) return undefined;
  const point = { x: activatorEvent.clientX + delta.x, y: activatorEvent.clientY + delta.y };
  return { pane: String(over.id), at: dropZone(point, over.rect) };
}

function agentOf(data: Record<string, unknown> | undefined): string | undefined {
  return typeof data?.agent === 'string' ? data.agent : undefined;
}

function isSame(one: Drag | undefined, other: Drag): boolean {
  return one?.agent === other.agent && one.over?.pane === other.over?.pane && one.over?.at === other.over?.at;
}

// Only a pointer drags; whoever listens to the page uses menus and commands.
const silent: Announcements = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};
