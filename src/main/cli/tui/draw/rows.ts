import type { Box, BoxStyle } from '../layout/box';
import { cut } from '../screen/graphemes';
import type { Surface } from '../screen/surface';
import type { World } from './world';

/** Rows, of which one can be chosen. */
export interface Rows {
  readonly id: string;
  readonly style: BoxStyle;
  readonly world: World;
  /** What names each row. */
  readonly keys: readonly string[];
  readonly width: number;
  /** In cells, of one row. */
  readonly rowHeight?: number;
  /** Drawn above, and always there. */
  readonly header?: (surface: Surface) => void;
  /** The one that is meant by the tree, until a person chooses another. */
  readonly selected?: string | undefined;
  readonly empty: string;
  paintRow(surface: Surface, index: number, state: RowState): void;
  /** Without it rows can only be scrolled. */
  readonly select?: ((key: string) => void) | undefined;
}

export interface RowState {
  readonly selected: boolean;
  readonly focused: boolean;
}

interface Kept {
  at: string | undefined;
  /** What the tree said when `at` was taken from it. */
  from: string | undefined;
  offset: number;
  height: number;
}

/** A box of rows that scrolls by itself when there is not enough room. */
export function rowsBox(rows: Rows): Box {
  const { id, world, keys, rowHeight = 1, select } = rows;
  const kept = world.kept<Kept>(id, () => ({ at: rows.selected, from: rows.selected, offset: 0, height: 0 }));
  if (rows.selected !== kept.from) {
    kept.at = rows.selected;
    kept.from = rows.selected;
  }
  const top = rows.header ? 1 : 0;
  const seen = () => Math.max(1, Math.floor((kept.height - top) / rowHeight));
  const last = () => Math.max(0, keys.length - seen());
  const index = () => (kept.at === undefined ? -1 : keys.indexOf(kept.at));

  function moveTo(next: number): boolean {
    if (keys.length === 0) return false;
    const to = Math.max(0, Math.min(keys.length - 1, next));
    if (!select) return scrollTo(next);
    if (to === index()) return false;
    kept.at = keys[to];
    show(to);
    world.changed();
    return true;
  }

  function scrollTo(offset: number): boolean {
    const next = Math.max(0, Math.min(last(), offset));
    if (next === kept.offset) return false;
    kept.offset = next;
    world.changed();
    return true;
  }

  function show(row: number): void {
    kept.offset = Math.max(row - seen() + 1, Math.min(kept.offset, row));
  }

  function choose(): void {
    const key = keys[Math.max(0, index())];
    if (key !== undefined) select?.(key);
  }

  const from = () => (select ? Math.max(0, index()) : kept.offset);
  const moves: Readonly<Record<string, () => boolean>> = {
    ArrowUp: () => moveTo(select && index() < 0 ? 0 : from() - 1),
    ArrowDown: () => moveTo(select && index() < 0 ? 0 : from() + 1),
    PageUp: () => moveTo(from() - seen()),
    PageDown: () => moveTo(from() + seen()),
    Home: () => moveTo(0),
    End: () => moveTo(keys.length - 1),
  };

  return {
    id,
    children: [],
    style: rows.style,
    measure: () => ({
      width: rows.width,
      height: top + Math.max(1, keys.length * rowHeight),
      least: top + Math.min(3, Math.max(1, keys.length)) * rowHeight,
    }),
    paint(surface, focused) {
      kept.height = surface.height;
      if (keys.length === 0) surface.write(2, top, cut(rows.empty, surface.width - 2), { dim: true });
      kept.offset = Math.min(kept.offset, last());
      const isCut = keys.length > seen();
      const width = surface.width - (isCut ? 1 : 0);
      rows.header?.(surface.part({ x: 0, y: 0, width, height: 1 }));
      const count = Math.min(keys.length - kept.offset, Math.ceil((surface.height - top) / rowHeight));
      const selected = index();
      for (let row = 0; row < count; row++) {
        const at = kept.offset + row;
        const part = surface.part({ x: 0, y: top + row * rowHeight, width, height: rowHeight });
        rows.paintRow(part, at, { selected: at === selected, focused });
      }
      if (isCut) paintBar(surface, top, { offset: kept.offset, seen: seen(), all: keys.length });
      return undefined;
    },
    rows: () => ({ y: top + Math.max(0, index() - kept.offset) * rowHeight, height: rowHeight }),
    ...(keys.length > 0 && {
      control: {
        key({ key, ctrl, alt }) {
          if (ctrl || alt) return false;
          if (key === 'Enter' && select) {
            choose();
            return true;
          }
          const move = Object.hasOwn(moves, key) ? moves[key] : undefined;
          return move?.() ?? false;
        },
        click({ y }) {
          const row = kept.offset + Math.floor((y - top) / rowHeight);
          const key = y < top ? undefined : keys[row];
          if (key === undefined || !select) return;
          kept.at = key;
          world.changed();
          select(key);
        },
        wheel: (by: number) => scrollTo(kept.offset + by * Math.max(1, Math.floor(3 / rowHeight))),
      },
    }),
  };
}

/** A bar at the right that says which part is seen. */
export function paintBar(
  surface: Surface,
  top: number,
  { offset, seen, all }: { readonly offset: number; readonly seen: number; readonly all: number },
): void {
  const track = surface.height - top;
  const length = Math.max(1, Math.round((track * seen) / all));
  const start = Math.round(((track - length) * offset) / Math.max(1, all - seen));
  for (let y = 0; y < track; y++) {
    const isThumb = y >= start && y < start + length;
    surface.write(surface.width - 1, top + y, isThumb ? '┃' : '│', { dim: !isThumb });
  }
}
