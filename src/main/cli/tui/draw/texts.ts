import { boundText, type NodeOf } from '../../../../shared/vocabulary';
import type { Box } from '../layout/box';
import { oneLine, textWidth } from '../screen/graphemes';
import { toneStyle } from '../screen/style';
import { wrappedCode } from '../screen/wrap';
import { pressable, sizeOf, textBox } from './parts';
import type { Spot } from './world';

export function drawText(node: NodeOf<'text'>, { id, world }: Spot): Box {
  const style = { ...toneStyle(node.tone), bold: node.bold ?? false };
  return textBox(id, boundText(node.text, world.entities), style, { sized: node, truncate: node.truncate ?? false });
}

export function drawHeading(node: NodeOf<'heading'>, { id, world }: Spot): Box {
  const style = { bold: true, underline: node.level === 1, ...(node.level === 3 && { bold: false, italic: true }) };
  return textBox(id, boundText(node.text, world.entities), style, { sized: node });
}

export function drawParagraph(node: NodeOf<'paragraph'>, { id, world }: Spot): Box {
  return textBox(id, boundText(node.text, world.entities), toneStyle(node.tone), { sized: node });
}

export function drawCode(node: NodeOf<'code'>, { id }: Spot): Box {
  const text = node.text.replace(/\n$/, '');
  const lines = (width: number) => wrappedCode(text, Number.isFinite(width) ? width - 2 : 100_000);
  return {
    id,
    children: [],
    style: sizeOf(node),
    measure(width) {
      const found = lines(width);
      return { width: Math.max(...found.map(textWidth)) + 2, height: found.length };
    },
    paint(surface) {
      for (const [row, line] of lines(surface.width).slice(0, surface.height).entries()) {
        surface.write(0, row, '│', { dim: true });
        surface.write(2, row, line);
      }
      return undefined;
    },
  };
}

export function drawBadge(node: NodeOf<'badge'>, { id, world }: Spot): Box {
  const text = ` ${oneLine(boundText(node.text, world.entities))} `;
  return textBox(
    id,
    text,
    { ...toneStyle(node.tone), inverse: true },
    { sized: node, truncate: true, inner: { shrinks: false } },
  );
}

/** Keys as caps: of "Ctrl S" each word is one. */
export function drawKeys(node: NodeOf<'keys'>, { id }: Spot): Box {
  const caps = node.keys.split(/\s+/).filter((cap) => cap !== '');
  return {
    id,
    children: [],
    style: { ...sizeOf(node), shrinks: false },
    measure: () => ({ width: caps.reduce((width, cap) => width + textWidth(cap) + 3, -1), height: 1 }),
    paint(surface) {
      let x = 0;
      for (const cap of caps) x = surface.write(x, 0, ` ${cap} `, { inverse: true, dim: true }) + 1;
      return undefined;
    },
  };
}

export function drawLink(node: NodeOf<'link'>, spot: Spot): Box {
  const { id, world } = spot;
  const text = oneLine(boundText(node.text, world.entities));
  const go = () => world.go(node.to);
  return {
    ...textBox(id, text, {}, { sized: node }),
    paint(surface, focused) {
      surface.write(0, 0, text, { fg: 6, underline: true, inverse: focused });
      return undefined;
    },
    control: {
      key({ key }) {
        if (key === 'Enter' || key === ' ') go();
        return key === 'Enter' || key === ' ';
      },
      click: go,
    },
  };
}

const marks = { neutral: 'i', muted: 'i', accent: 'i', success: '✓', warning: '!', danger: '×' } as const;

export function drawAlert(node: NodeOf<'alert'>, { id, world }: Spot): Box {
  const tone = node.tone ?? 'accent';
  const text = boundText(node.text, world.entities);
  return textBox(
    id,
    text,
    { ...toneStyle(tone), bold: tone === 'danger' },
    { sized: node, prefix: `▌${marks[tone]} ` },
  );
}

export function drawEmpty(node: NodeOf<'empty'>, spot: Spot): Box {
  const { id, view, world } = spot;
  const { action } = node;
  return {
    id,
    style: { ...sizeOf(node), direction: 'column', align: 'center', justify: 'center', padding: 1 },
    children: [
      textBox(`${id}/title`, node.title, { bold: true }),
      ...(node.text === undefined ? [] : [textBox(`${id}/text`, node.text, { dim: true })]),
      ...(action
        ? [
            textBox(`${id}/gap`, '', {}),
            pressable(spot, `${id}/action`, action.label, { fg: 6 }, () =>
              world.act({ id: `${id}/action`, view, action: action.on_click }),
            ),
          ]
        : []),
    ],
  };
}

export function drawButton(node: NodeOf<'button'>, spot: Spot): Box {
  const { id, view, world } = spot;
  const act = () => world.act({ id, view, action: node.on_click });
  const { confirm, disabled = false } = node;
  const style = { ...toneStyle(node.tone), ...(disabled && { dim: true }) };
  const box = pressable(
    ...([spot, id, oneLine(node.label), style] as const),
    () => (confirm === undefined ? act() : world.confirm(confirm, act)),
    node,
  );
  return disabled ? { ...box, control: undefined } : box;
}
