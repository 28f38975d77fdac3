import {
  type Announcements,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import type { ListedRule } from './listed';

export function useDragSensors() {
  return useSensors(
    // A few pixels, so that a click on the handle is no drag.
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
}

export const instructions =
  'Press Space to take the rule, the arrow keys to move it, Space again to drop it, Escape to leave it where it was.';

/** What is read out while a rule is dragged. */
export function announcementsFor(rules: readonly ListedRule[]): Announcements {
  const at = (id: UniqueIdentifier) => rules.findIndex((rule) => rule.id === id);
  const name = (id: UniqueIdentifier) => rules[at(id)]?.name ?? String(id);
  const place = (id: UniqueIdentifier) => `place ${at(id) + 1} of ${rules.length}`;
  return {
    onDragStart: ({ active }) => `${name(active.id)} was taken. It is at ${place(active.id)}.`,
    onDragOver: ({ active, over }) => (over ? `${name(active.id)} is at ${place(over.id)}.` : undefined),
    onDragEnd: ({ active, over }) => (over ? `${name(active.id)} was dropped at ${place(over.id)}.` : undefined),
    onDragCancel: ({ active }) => `${name(active.id)} stays at ${place(active.id)}.`,
  };
}
