import type { NodeOf } from '../../../../shared/vocabulary';
import type { Box } from '../layout/box';
import { textWidth } from '../screen/graphemes';
import type { Surface } from '../screen/surface';
import { wrapped } from '../screen/wrap';
import { sizeOf } from './parts';
import type { Spot } from './world';

const usualRows = 10;
const fewestRows = 4;
const nobody = 'No agent is there yet. Start one: press :, or say viberot agents spawn.';

/** The live terminal of an agent. It takes what room there is, unless the tree says how large it is. */
export function drawTerminal(node: NodeOf<'terminal'>, { id, world }: Spot): Box {
  const agent = node.agent === 'focused' ? world.chosenAgent : node.agent;
  const found = agent === undefined ? nobody : world.pane(agent);
  const pane = typeof found === 'string' ? undefined : found;
  const isSized = node.width !== undefined || node.height !== undefined;
  return {
    id,
    children: [],
    style: { ...sizeOf(node), shrinks: true, ...(!isSized && { grow: node.grow ?? 1 }) },
    measure: (width) => ({ width: Math.min(width, 80), height: usualRows, least: fewestRows }),
    paint(surface, focused) {
      if (pane) {
        const cursor = pane.paint(surface);
        if (focused && !world.isTyping) paintHint(surface);
        return cursor;
      }
      if (typeof found !== 'string') return undefined;
      for (const [y, line] of wrapped(found, surface.width - 1).entries()) surface.write(1, y, line, { dim: true });
      return undefined;
    },
    ...(pane && { control: { terminal: pane.control, wheel: pane.scroll } }),
  };
}

const hint = ' Enter: type into it ';

/** It has the focus, but its program does not have the keys. */
function paintHint(surface: Surface): void {
  surface.write(Math.max(0, surface.width - textWidth(hint)), surface.height - 1, hint, { inverse: true });
}
