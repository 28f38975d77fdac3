import type { Box, Placed, TerminalControl } from '../layout/box';

/** Who has the keys. */
export interface Focus {
  readonly box: Box | undefined;
  /** The terminal that all keys go to, if one has them. */
  readonly typing: TerminalControl | undefined;
  /** There is a terminal that could have them. */
  readonly hasTerminal: boolean;
  /** What there is now. Gives the keys to somebody who is there. */
  update(root: Placed): void;
  /** @param types into it, if it is a terminal */
  moveTo(id: string | undefined, types: boolean): void;
  /** Leaves a terminal that has the keys, to where they were before. */
  leaveTerminal(): void;
  /** To the next one, or the one before. */
  turn(by: 1 | -1): void;
  /** The first part of the view, or a terminal, is to get the keys once it is there; undefined: not any more. */
  await(what: 'view' | 'agent' | undefined): void;
  /** What has the keys is to be seen, once. */
  show(): void;
  takeShow(): boolean;
}

interface Focusable {
  readonly box: Box;
  /** It is in the part of the layout that shows the chosen view. */
  readonly inMain: boolean;
}

export function createFocus(changed: () => void): Focus {
  let ring: readonly Focusable[] = [];
  let id: string | undefined;
  let isTyping = false;
  let awaited: 'view' | 'agent' | undefined;
  let shows = false;
  /** Where the keys were when a terminal got them. */
  let last: string | undefined;

  const current = () => ring.find(({ box }) => box.id === id)?.box;

  function moveTo(next: string | undefined, types: boolean): void {
    const before = current()?.control;
    if (types && !isTyping) last = id;
    if (isTyping) before?.terminal?.turn(false);
    if (next !== id) before?.leave?.();
    id = next;
    const terminal = current()?.control?.terminal;
    isTyping = types && terminal !== undefined;
    if (isTyping) terminal?.turn(true);
    shows = true;
    changed();
  }

  return {
    get box() {
      return current();
    },
    get typing() {
      return isTyping ? current()?.control?.terminal : undefined;
    },
    get hasTerminal() {
      return ring.some(isTerminal);
    },
    update(root) {
      ring = focusables(root);
      const wanted = awaited === 'agent' ? ring.find(isTerminal) : ring.find(({ inMain }) => inMain);
      if (awaited !== undefined && wanted) {
        const types = awaited === 'agent';
        awaited = undefined;
        moveTo(wanted.box.id, types);
      }
      if (current()) return;
      moveTo((ring.find(({ inMain }) => inMain) ?? ring[0])?.box.id, false);
    },
    moveTo,
    leaveTerminal() {
      moveTo(ring.some(({ box }) => box.id === last) ? last : id, false);
    },
    turn(by) {
      const at = ring.findIndex(({ box }) => box.id === id);
      moveTo(ring[(at + by + ring.length) % Math.max(1, ring.length)]?.box.id, false);
    },
    await(what) {
      awaited = what;
    },
    show() {
      shows = true;
    },
    takeShow() {
      const was = shows;
      shows = false;
      return was;
    },
  };
}

const isTerminal = ({ box }: Focusable) => box.control?.terminal !== undefined;

/** All that can have the keys, in the order of Tab. */
function focusables(root: Placed): Focusable[] {
  const found: Focusable[] = [];
  const walk = ({ box, children }: Placed, around: boolean): void => {
    const inMain = around || box.isMain === true;
    if (box.control) found.push({ box, inMain });
    for (const child of children) walk(child, inMain);
  };
  walk(root, false);
  return found;
}
