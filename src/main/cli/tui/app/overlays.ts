import type { KeyPress } from '../input/input';
import { type Edited, editedBy, inserted, windowOf } from '../input/line-edit';
import { cut, oneLine, padded, textWidth } from '../screen/graphemes';
import type { Surface } from '../screen/surface';
import type { Place } from '../screen/term';
import { wrapped } from '../screen/wrap';

/** Something over the screen that has all keys while it is there. */
export interface Overlay {
  readonly title: string;
  /** In cells, of what is within its border; at most as much as there is room for. */
  size(room: { readonly width: number; readonly height: number }): { readonly width: number; readonly height: number };
  /** @returns where the cursor is to be */
  paint(surface: Surface): Place | undefined;
  /** @returns whether it stays */
  key(press: KeyPress): boolean;
  paste?(text: string): void;
  /** @returns whether it stays */
  click?(place: Place): boolean;
  wheel?(by: number): void;
}

const keyLines: readonly (readonly [string, string])[] = [
  ['Tab, Shift+Tab', 'the next part, the one before; a click goes to any'],
  ['Arrows, Page keys', 'move within it, or scroll'],
  ['Enter, Space', 'do it; into a terminal: type'],
  ['1 – 9', 'the views, in the order of the sidebar'],
  [': or Ctrl+P', 'commands: views, agents, and all that Lua adds'],
  ['?', 'this help'],
  ['Ctrl+L', 'draw the screen anew'],
  ['Ctrl+Z', 'back to your shell for a while'],
  ['q or Ctrl+C', 'quit; agents go on'],
];

/** What the keys do. @param bound keys that Lua has added */
export function helpOverlay(detachKey: string, bound: readonly (readonly [string, string])[]): Overlay {
  const rows = [
    ...keyLines,
    [detachKey, 'leave a terminal that you type into; it goes on'] as const,
    ['Shift+Page keys', 'scroll in a terminal'] as const,
    ...(bound.length > 0 ? [['', ''] as const, ['Lua', ''] as const, ...bound] : []),
  ];
  const names = Math.max(...rows.map(([keys]) => textWidth(keys)));
  let top = 0;
  let most = 0;
  const scroll = (by: number) => {
    top = Math.max(0, Math.min(most, top + by));
  };
  return {
    title: 'Keys',
    size: (room) => ({
      width: Math.min(room.width, Math.max(...rows.map(([, text]) => names + 2 + textWidth(text)))),
      height: rows.length,
    }),
    paint(surface) {
      most = Math.max(0, rows.length - surface.height);
      for (const [y, [keys, text]] of rows.slice(top, top + surface.height).entries()) {
        surface.write(0, y, keys, { bold: true });
        surface.write(names + 2, y, cut(text, surface.width - names - 2));
      }
      return undefined;
    },
    key({ key }) {
      if (key === 'ArrowDown' || key === 'PageDown') scroll(key === 'ArrowDown' ? 1 : 5);
      else if (key === 'ArrowUp' || key === 'PageUp') scroll(key === 'ArrowUp' ? -1 : -5);
      else return false;
      return true;
    },
    click: () => false,
    wheel: scroll,
  };
}

/** Asks whether something is to be done. */
export function confirmOverlay(question: string, then: () => void): Overlay {
  let isYes = false;
  const buttons = () => [`[ ${'Yes'} ]`, `[ ${'No'} ]`] as const;
  const lines = (width: number) => wrapped(question, width);
  const answer = (yes: boolean) => {
    if (yes) then();
    return false;
  };
  let row = 0;
  return {
    title: 'Sure?',
    size(room) {
      const width = Math.min(room.width, Math.max(20, Math.min(60, textWidth(question))));
      return { width, height: lines(width).length + 2 };
    },
    paint(surface) {
      const text = lines(surface.width);
      for (const [y, line] of text.entries()) surface.write(0, y, line);
      row = text.length + 1;
      const [yes, no] = buttons();
      surface.write(0, row, yes, { inverse: isYes, bold: isYes });
      surface.write(9, row, no, { inverse: !isYes, bold: !isYes });
      return undefined;
    },
    key({ key }) {
      if (key === 'y' || key === 'Y') return answer(true);
      if (key === 'Enter' || key === ' ') return answer(isYes);
      if (/^(Arrow|Tab)/.test(key)) {
        isYes = !isYes;
        return true;
      }
      return false;
    },
    click: ({ x, y }) => (y === row ? answer(x < 7) : true),
  };
}

/** Something that can be chosen in the palette. */
export interface Entry {
  readonly title: string;
  /** What it is, or what else it is known by. */
  readonly about: string;
  run(): void;
}

const mostRows = 12;

/** A list that becomes shorter as one types. */
export function paletteOverlay(entries: readonly Entry[]): Overlay {
  let edited: Edited = { text: '', cursor: 0 };
  let at = 0;
  let top = 0;
  const found = () => {
    const words = edited.text.toLowerCase().trim().split(/\s+/);
    const fitting = entries.filter(({ title, about }) =>
      words.every((word) => `${title} ${about}`.toLowerCase().includes(word)),
    );
    // What begins with the first word is more likely to be meant than what only has it somewhere.
    const begins = ({ title }: Entry) => title.toLowerCase().startsWith(words[0] ?? '');
    return [...fitting.filter(begins), ...fitting.filter((entry) => !begins(entry))];
  };
  const type = (next: Edited) => {
    if (next.text !== edited.text) at = top = 0;
    edited = next;
  };
  return {
    title: 'Commands',
    size: (room) => ({
      width: Math.min(room.width, 64),
      height: Math.min(room.height, Math.min(mostRows, entries.length) + 2),
    }),
    paint(surface) {
      const shown = windowOf(edited, surface.width - 2);
      surface.write(0, 0, ':', { fg: 6, bold: true });
      if (edited.text === '') surface.write(2, 0, 'type to find', { dim: true });
      surface.write(2, 0, shown.text);
      const all = found();
      const rows = surface.height - 2;
      top = Math.max(at - rows + 1, Math.min(top, at));
      if (all.length === 0) surface.write(2, 2, 'No command has these words.', { dim: true });
      for (const [y, { title, about }] of all.slice(top, top + rows).entries()) {
        const style = { inverse: top + y === at };
        const right = Math.min(textWidth(about), Math.floor(surface.width / 2));
        surface.fill({ x: 0, y: y + 2, width: surface.width, height: 1 }, style);
        surface.write(2, y + 2, cut(oneLine(title), surface.width - right - 4), style);
        surface.write(surface.width - right - 1, y + 2, cut(padded(oneLine(about), right), right), {
          ...style,
          dim: !style.inverse,
        });
      }
      return { x: 2 + shown.x, y: 0 };
    },
    key(press) {
      const all = found();
      const { key, ctrl } = press;
      if (key === 'Escape' || (ctrl && (key === 'c' || key === 'g'))) return false;
      if (key === 'Enter') {
        all[at]?.run();
        return all[at] === undefined;
      }
      if (key === 'ArrowDown' || key === 'Tab' || (ctrl && key === 'n')) at = Math.min(all.length - 1, at + 1);
      else if (key === 'ArrowUp' || (ctrl && key === 'p')) at = Math.max(0, at - 1);
      else type(editedBy(press, edited, false) ?? edited);
      at = Math.max(0, at);
      return true;
    },
    paste: (text) => type(inserted(edited, text, false)),
    click({ y }) {
      const chosen = found()[top + y - 2];
      if (y < 2 || !chosen) return true;
      chosen.run();
      return false;
    },
    wheel(by) {
      at = Math.max(0, Math.min(found().length - 1, at + by));
    },
  };
}
