import type { Input, KeyPress, MouseInput } from '../input/input';
import type { Rect, Surface } from '../screen/surface';
import type { Place } from '../screen/term';

export type Length = number | `${number}%`;

export interface BoxStyle {
  readonly direction?: 'row' | 'column' | undefined;
  readonly grow?: number | undefined;
  /** It may become smaller than its content. */
  readonly shrinks?: boolean | undefined;
  readonly width?: Length | undefined;
  readonly height?: Length | undefined;
  readonly gap?: number | undefined;
  readonly padding?: number | undefined;
  /** A line around it. */
  readonly border?: boolean | undefined;
  readonly align?: 'start' | 'center' | 'end' | 'stretch' | undefined;
  readonly justify?: 'start' | 'center' | 'end' | 'between' | undefined;
  /** `all`: its content is as large as it likes, and scrolls; `rest`: it becomes as small as it can, and then scrolls. */
  readonly scroll?: 'all' | 'rest' | undefined;
}

/** How large a leaf likes to be. */
export interface Measured {
  readonly width: number;
  readonly height: number;
  /** How small it may become in height, if it may. */
  readonly least?: number | undefined;
}

/** Something that can be chosen by Tab or a click. */
export interface Control {
  /** @returns whether the key meant something to it */
  key?(press: KeyPress): boolean;
  paste?(text: string): void;
  /** Where it was clicked, in its own cells. */
  click?(place: Place): void;
  /** @returns whether it has scrolled */
  wheel?(by: number): boolean;
  /** The focus has gone to another. */
  leave?(): void;
  /** All input goes here while it has the focus, but for what it gives back. */
  readonly terminal?: TerminalControl;
}

export interface TerminalControl {
  readonly agent: string;
  /** What the program in it wants to hear of. */
  readonly wantsFocus: boolean;
  send(input: Input): void;
  /** @param place of the terminal on the screen @returns whether the program, or its scrollback, has taken it */
  mouse(input: MouseInput, place: Rect): boolean;
  /** The keyboard goes here now, or no longer. */
  turn(focused: boolean): void;
}

/** What is drawn: a part of the screen with others in it, or a leaf. */
export interface Box {
  /** Names it over changes: its place in the tree, with the keys of its nodes. */
  readonly id: string;
  readonly style: BoxStyle;
  readonly children: readonly Box[];
  /** Of a leaf, in so many columns at most. */
  readonly measure?: (width: number) => Measured;
  /** Draws what is its own, below its children. @returns where the cursor is to be, when it has the focus */
  readonly paint?: (surface: Surface, focused: boolean) => Place | undefined;
  readonly control?: Control | undefined;
  /** The rows that are to be seen while it has the focus; otherwise all of it. */
  readonly rows?: () => { readonly y: number; readonly height: number };
  /** The keys go here first. */
  readonly isMain?: boolean;
}

/** A box in its place, in cells from the corner of the box around it. */
export interface Placed {
  readonly box: Box;
  readonly rect: Rect;
  readonly children: readonly Placed[];
}

/** Of a space that is so many cells wide: how many it is high. Cells are about twice as high as they are wide. */
export function rowsOf(columns: number): number {
  return Math.ceil(columns / 2);
}

/** The row after the last one that something is in; what scrolls counts as it is seen. */
export function contentEnd(children: readonly Placed[]): number {
  return Math.max(
    0,
    ...children.map(({ box, rect, children: inner }) =>
      box.style.scroll ? rect.y + rect.height : Math.max(rect.y + rect.height, rect.y + contentEnd(inner)),
    ),
  );
}
