import type { KeyboardEvent } from 'react';
import { isPlainKey } from '../../process';
import type { DiffRow } from './rows';
import type { DiffCursor } from './selection';

export interface DiffKeys {
  readonly cursor: DiffCursor;
  readonly goTo: (index: number, extend?: boolean) => void;
  readonly onComment: () => void;
  readonly onOpen: () => void;
  readonly onFold: () => void;
  readonly onRefresh: () => void;
}

const isFile = (row: DiffRow) => row.kind === 'file';
const isHunk = (row: DiffRow) => row.kind === 'hunk';
const isStop = (row: DiffRow) => row.kind === 'line' || row.kind === 'file';

/** What the keys do in a diff, for people and for the tooltip. */
export const keyHelp = 'j/k file · n/p change · ↑↓ line · Shift ↑↓ more lines · c comment · o open · x fold · r reload';

export function handleKey(event: KeyboardEvent, { cursor, goTo, ...actions }: DiffKeys): void {
  const step = (direction: 1 | -1, fits: (row: DiffRow) => boolean, extend = false) => {
    const index = cursor.find(direction, fits);
    if (index !== undefined) goTo(index, extend);
  };
  // Only keys with a line under them extend.
  const extend = event.shiftKey;
  const pressed = [
    { is: event.key === 'ArrowDown', act: () => step(1, isStop, extend) },
    { is: event.key === 'ArrowUp', act: () => step(-1, isStop, extend) },
    { is: isPlainKey(event, 'j'), act: () => step(1, isFile) },
    { is: isPlainKey(event, 'k'), act: () => step(-1, isFile) },
    { is: isPlainKey(event, 'n'), act: () => step(1, isHunk) },
    { is: isPlainKey(event, 'p'), act: () => step(-1, isHunk) },
    { is: isPlainKey(event, 'c'), act: actions.onComment },
    { is: isPlainKey(event, 'o'), act: actions.onOpen },
    { is: isPlainKey(event, 'x'), act: actions.onFold },
    { is: isPlainKey(event, 'r'), act: actions.onRefresh },
    { is: event.key === 'Escape' && cursor.at >= 0, act: cursor.clear },
  ].find(({ is }) => is);
  if (!pressed) return;
  event.preventDefault();
  event.stopPropagation();
  pressed.act();
}
