import { closestCenter, DndContext, type DragEndEvent } from '@dnd-kit/core';
import { SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef, useState } from 'react';
import { moved } from '../draft/draft';
import type { CountsStore } from '../store';
import type { RuleCommands } from './commands';
import { announcementsFor, instructions, useDragSensors } from './drag';
import { useListKeys } from './keys';
import type { ListedRule } from './listed';
import { Row, rowHeight } from './row';

export interface ListProps {
  readonly label: string;
  readonly rules: readonly ListedRule[];
  /** The list is whole and in the order of the file. */
  readonly movable: boolean;
  /** The rule whose form is open. */
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly commands: RuleCommands;
  readonly counts: CountsStore;
}

/** The rules, of which only those in view are in the page. What is typed into the form beside it costs it nothing. */
export const List = memo(function List({ label, rules: given, movable, open, onOpen, commands, counts }: ListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { rules, drop } = useDroppedOrder(given, commands);
  const [chosen, setActive] = useState<string>();
  const active = rules.some(({ id }) => id === chosen) ? chosen : (open ?? rules[0]?.id);
  const virtual = useVirtualizer({
    count: rules.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rules[index]?.id ?? index,
    overscan: 8,
  });
  const openAt = open === undefined ? -1 : rules.findIndex(({ id }) => id === open);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new choice is brought into view, not one that moves
  useEffect(() => {
    if (openAt >= 0) virtual.scrollToIndex(openAt);
  }, [open]);
  const onKeyDown = useListKeys({ rules, active, movable, commands, virtual, onActive: setActive });
  const ids = rules.map(({ id }) => id);

  return (
    <div ref={scroller} className="@container relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
      <DndContext
        sensors={useDragSensors()}
        collisionDetection={closestCenter}
        onDragEnd={drop}
        accessibility={{
          announcements: announcementsFor(rules),
          screenReaderInstructions: { draggable: instructions },
        }}
      >
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <ul aria-label={label} onKeyDown={onKeyDown} style={{ height: virtual.getTotalSize() }} className="relative">
            {virtual.getVirtualItems().map(({ index, start }) => {
              const rule = rules[index];
              return (
                rule && (
                  <Row
                    key={rule.id}
                    {...{ rule, commands, counts, onOpen, top: start, position: index + 1, count: rules.length }}
                    movable={movable && rule.editable}
                    open={rule.id === open}
                    active={rule.id === active}
                    onActive={setActive}
                  />
                )
              );
            })}
          </ul>
        </SortableContext>
      </DndContext>
    </div>
  );
});

/** Shows the new order at once; the file follows a moment later. */
function useDroppedOrder(given: readonly ListedRule[], commands: RuleCommands) {
  const [dropped, setDropped] = useState<readonly string[]>();
  const rules = dropped ? inOrder(given, dropped) : given;

  async function drop({ active, over }: DragEndEvent): Promise<void> {
    if (!over || active.id === over.id) return;
    const ids = rules.map(({ id }) => id);
    const order = moved(ids, ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
    setDropped(order);
    await commands.moveTo(String(active.id), String(over.id));
    // Unless another one was dropped meanwhile.
    setDropped((latest) => (latest === order ? undefined : latest));
  }

  return { rules, drop: (event: DragEndEvent) => void drop(event) };
}

function inOrder(rules: readonly ListedRule[], ids: readonly string[]): readonly ListedRule[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const ordered = ids.flatMap((id) => byId.get(id) ?? []);
  return ordered.length === rules.length ? ordered : rules;
}
