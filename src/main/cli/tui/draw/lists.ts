import type { AgentState, AgentStatus, Tone } from '../../../../shared/vocabulary';
import {
  boundEntities,
  keyOfRecord,
  type LuaRecord,
  type NodeOf,
  rowOfItem,
  rowOfRecord,
  stateWords,
  type ViewItem,
  type ViewRow,
} from '../../../../shared/vocabulary';
import type { Box } from '../layout/box';
import { cut, oneLine, textWidth } from '../screen/graphemes';
import { type Style, toneStyle } from '../screen/style';
import type { Surface } from '../screen/surface';
import { sizeOf, spinner } from './parts';
import { type RowState, rowsBox } from './rows';
import type { Spot } from './world';

export function drawList(node: NodeOf<'list'>, { id, view, world }: Spot): Box {
  const rows = rowsOf(node, world.entities);
  const { on_select: action } = node;
  const width = Math.max(...rows.map(widthOf), textWidth(node.empty ?? nothing) + 2);
  return rowsBox({
    ...{ id, world, width, keys: rows.map(({ key }) => key) },
    style: { ...sizeOf(node), shrinks: true },
    ...{ selected: node.selected, empty: node.empty ?? nothing },
    select: action === undefined ? undefined : (key) => world.act({ id, view, action, value: key }),
    paintRow(surface, index, state) {
      const row = rows[index];
      if (row) paintItem(surface, row, state);
    },
  });
}

const nothing = 'Nothing here.';

function rowsOf({ items, item }: NodeOf<'list'>, entities: Spot['world']['entities']): ViewRow[] {
  if (!('bind' in items)) return items.map(rowOfItem);
  return boundEntities(items, entities).map((entity, index) => rowOfRecord(entity, item, index));
}

function widthOf({ title, detail, badge }: ViewItem): number {
  const parts = [title, detail, badge].filter((text) => text !== undefined && text !== '');
  return parts.reduce((width, text) => width + textWidth(text ?? '') + 2, 2);
}

function paintItem(surface: Surface, { title, detail, badge, tone }: ViewItem, state: RowState): void {
  const base = paintGround(surface, state);
  const right = badge ? Math.min(textWidth(oneLine(badge)), Math.floor(surface.width / 2)) : 0;
  const room = surface.width - 2 - (right > 0 ? right + 2 : 0);
  const end = surface.write(2, 0, cut(oneLine(title), room), { ...base, ...(detail && { bold: true }) });
  const left = room + 2 - end - 2;
  if (detail && left > 3) surface.write(end + 2, 0, cut(oneLine(detail), left), { ...base, dim: !base.inverse });
  if (badge && right > 0)
    surface.write(surface.width - right, 0, cut(oneLine(badge), right), onGround(toneStyle(tone), base));
}

/** What a row is drawn on: the chosen one stands out, more so where the keys go. */
export function paintGround(surface: Surface, { selected, focused }: RowState): Style {
  if (!selected) return {};
  const style: Style = focused ? { inverse: true } : { bold: true };
  surface.fill({ x: 0, y: 0, width: surface.width, height: surface.height }, style);
  if (!focused) surface.write(0, 0, '▌', { fg: 6 });
  return style;
}

/** A tone on what a row is drawn on: where that is inverse, tones are hard to read. */
function onGround(tone: Style, base: Style): Style {
  return base.inverse ? base : { ...tone, ...base };
}

const statusTones: Readonly<Record<AgentState, Tone>> = {
  ...{ starting: 'muted', working: 'accent', 'needs-input': 'warning', finished: 'success', idle: 'muted' },
  ...{ failed: 'danger', stuck: 'warning', exited: 'muted', lost: 'danger' },
};
const statusMarks: Readonly<Record<AgentState, string>> = {
  ...{ starting: '◌', working: '●', 'needs-input': '?', finished: '✓', idle: '○' },
  ...{ failed: '×', stuck: '!', exited: '·', lost: '×' },
};

/** How an agent is, as far as what Lua sees of it tells. */
function stateOfRecord({ status, lost, tool }: LuaRecord): AgentState {
  if (status === 'exited' && lost === true) return 'lost';
  if (status === 'finished' && tool === undefined) return 'idle';
  return typeof status === 'string' && Object.hasOwn(stateWords, status) ? (status as AgentStatus) : 'idle';
}

/** Agents in two lines each: its name and status, and the last that it wrote. */
export function drawAgentList(node: NodeOf<'agent_list'>, { id, view, world }: Spot): Box {
  const { where, order, on_select: action } = node;
  const binding = { bind: 'agents' as const, ...(where && { where }), ...(order !== undefined && { order }) };
  const agents = boundEntities(binding, world.entities);
  return rowsBox({
    ...{ id, world, rowHeight: 2, width: 28, keys: agents.map((agent) => keyOfRecord(agent) ?? '') },
    style: { ...sizeOf(node), shrinks: true },
    ...{ selected: world.chosenAgent, empty: node.empty ?? 'No agents.' },
    select: (key) => (action === undefined ? world.chooseAgent(key) : world.act({ id, view, action, value: key })),
    paintRow(surface, index, state) {
      const agent = agents[index];
      if (agent) paintAgent(surface, agent, state, world.animate);
    },
  });
}

function paintAgent(surface: Surface, agent: LuaRecord, state: RowState, animate: () => number): void {
  const base = paintGround(surface, state);
  const how = stateOfRecord(agent);
  const tone = toneStyle(statusTones[how]);
  const word = stateWords[how];
  surface.write(2, 0, how === 'working' ? spinner(animate()) : statusMarks[how], onGround(tone, base));
  const right = surface.width - textWidth(word);
  const name = oneLine(String(agent.name ?? ''));
  // The name counts more; what the mark says can be read from it alone.
  const hasWord = right > 5 + Math.min(textWidth(name), 12);
  surface.write(4, 0, cut(name, (hasWord ? right - 1 : surface.width) - 4), { ...base, bold: true });
  if (hasWord) surface.write(right, 0, word, { ...onGround(tone, base), bold: agent.unseen === true });
  const said = agent.status_text ?? agent.last_line ?? agent.cwd ?? '';
  surface.write(4, 1, cut(oneLine(String(said)), surface.width - 4), { ...base, dim: !base.inverse });
}
