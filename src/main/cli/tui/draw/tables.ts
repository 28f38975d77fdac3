import {
  boundEntities,
  boundText,
  fieldText,
  keyOfRecord,
  type LuaRecord,
  type NodeOf,
} from '../../../../shared/vocabulary';
import type { Box } from '../layout/box';
import { cut, oneLine, padded, textWidth } from '../screen/graphemes';
import { toneStyle } from '../screen/style';
import { wrapped } from '../screen/wrap';
import { paintGround } from './lists';
import { sizeOf } from './parts';
import { rowsBox } from './rows';
import type { Spot } from './world';

type Column = NodeOf<'table'>['columns'][number];

const gap = 2;

export function drawTable(node: NodeOf<'table'>, { id, view, world }: Spot): Box {
  const { columns, on_select: action } = node;
  const records: readonly LuaRecord[] = 'bind' in node.rows ? boundEntities(node.rows, world.entities) : node.rows;
  const cells = records.map((record) => columns.map(({ field }) => oneLine(fieldText(record, field))));
  const natural = columns.map(({ title, width }, index) =>
    typeof width === 'number' ? width : Math.max(textWidth(title), ...cells.map((row) => textWidth(row[index] ?? ''))),
  );
  const empty = node.empty ?? 'Nothing here.';
  return rowsBox({
    ...{ id, world, empty, keys: records.map((record, index) => keyOfRecord(record) ?? String(index + 1)) },
    style: { ...sizeOf(node), shrinks: true },
    width: Math.max(2 + natural.reduce((sum, width) => sum + width + gap, -gap), textWidth(empty) + 2),
    select: action === undefined ? undefined : (key) => world.act({ id, view, action, value: key }),
    header(surface) {
      surface.fill({ x: 0, y: 0, width: surface.width, height: 1 }, { underline: true });
      const titles = columns.map(({ title }) => title);
      writeCells(titles, widthsIn(columns, natural, surface.width), (x, text) =>
        surface.write(x, 0, text, { bold: true, underline: true }),
      );
    },
    paintRow(surface, index, state) {
      const base = paintGround(surface, state);
      writeCells(cells[index] ?? [], widthsIn(columns, natural, surface.width), (x, text) =>
        surface.write(x, 0, text, base),
      );
    },
  });

  function writeCells(
    texts: readonly string[],
    widths: readonly number[],
    write: (x: number, text: string) => void,
  ): void {
    let x = 2;
    for (const [index, text] of texts.entries()) {
      const width = widths[index] ?? 0;
      if (width > 0) write(x, padded(cut(text, width), width, columns[index]?.align ?? 'start'));
      x += width + gap;
    }
  }
}

/** How wide columns are in so many cells: what grows takes the rest; where there is too little, the widest give way. */
function widthsIn(columns: readonly Column[], natural: readonly number[], room: number): number[] {
  const inside = room - 2 - gap * (columns.length - 1);
  const widths = natural.map((width, index) => {
    const asked = columns[index]?.width;
    return typeof asked === 'string' ? Math.floor((inside * Number.parseInt(asked, 10)) / 100) : width;
  });
  let rest = inside - widths.reduce((sum, width) => sum + width, 0);
  const shares = columns.reduce((sum, { grow = 0 }) => sum + grow, 0);
  if (rest > 0 && shares > 0) {
    const all = rest;
    for (const [index, { grow = 0 }] of columns.entries()) {
      const more = Math.floor((all * grow) / shares);
      widths[index] = (widths[index] ?? 0) + more;
      rest -= more;
    }
  }
  for (; rest < 0; rest++) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= 3) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** Names and what they come to, in two columns. */
export function drawFacts(node: NodeOf<'facts'>, { id, world }: Spot): Box {
  const facts = node.items.map(({ name, value, tone }) => ({ name, tone, text: boundText(value, world.entities) }));
  const names = Math.max(0, ...facts.map(({ name }) => textWidth(name)));
  const linesOf = (text: string, width: number) =>
    wrapped(text, Number.isFinite(width) ? Math.max(8, width - names - 2) : 100_000);
  return {
    id,
    children: [],
    style: sizeOf(node),
    measure: (width) => ({
      width: names + 2 + Math.max(0, ...facts.map(({ text }) => Math.max(...text.split('\n').map(textWidth)))),
      height: facts.reduce((height, { text }) => height + linesOf(text, width).length, 0),
    }),
    paint(surface) {
      let y = 0;
      for (const { name, text, tone } of facts) {
        surface.write(0, y, name, { dim: true });
        for (const line of linesOf(text, surface.width)) surface.write(names + 2, y++, line, toneStyle(tone));
      }
      return undefined;
    },
  };
}
