import type { Box, BoxStyle } from '../layout/box';
import { beginning, oneLine, textWidth } from '../screen/graphemes';
import type { Style } from '../screen/style';
import { wrapped } from '../screen/wrap';
import type { Spot } from './world';

/** What every node may say about its size. */
export interface Sized {
  readonly grow?: number | undefined;
  readonly width?: number | string | undefined;
  readonly height?: number | string | undefined;
}

export function sizeOf({ grow, width, height }: Sized): BoxStyle {
  return { grow, width: width as BoxStyle['width'], height: height as BoxStyle['height'] };
}

/** Lines of text that are wrapped, or cut. */
export function textBox(id: string, text: string, style: Style, options: TextOptions = {}): Box {
  const { sized = {}, truncate = false, prefix = '', inner } = options;
  const indent = textWidth(prefix);
  const lines = (width: number) =>
    truncate ? [oneLine(text)] : wrapped(text, Number.isFinite(width) ? width - indent : 100_000);
  return {
    id,
    children: [],
    style: { ...sizeOf(sized), ...inner },
    measure(width) {
      const found = lines(width);
      return { width: Math.max(...found.map(textWidth)) + indent, height: found.length };
    },
    paint(surface) {
      const { width, height } = surface;
      for (const [row, line] of lines(width).slice(0, height).entries()) {
        if (row === 0) surface.write(0, 0, prefix, style);
        surface.write(
          indent,
          row,
          textWidth(line) > width - indent ? `${beginning(line, width - indent - 1)}…` : line,
          style,
        );
      }
      return undefined;
    },
  };
}

export interface TextOptions {
  readonly sized?: Sized;
  readonly truncate?: boolean;
  /** Before the first line; the others begin below the text. */
  readonly prefix?: string;
  readonly inner?: BoxStyle;
}

/** A word that can be pressed. */
export function pressable(
  spot: Spot,
  id: string,
  label: string,
  style: Style,
  press: () => void,
  sized: Sized = {},
): Box {
  const { world } = spot;
  const shown = () => (world.isPending(id) ? `${spinner(world.animate())} ${label}` : label);
  return {
    id,
    children: [],
    style: { ...sizeOf(sized), shrinks: false },
    measure: () => ({ width: textWidth(label) + 4, height: 1 }),
    paint(surface, focused) {
      const face: Style = focused ? { ...style, inverse: true, bold: true } : style;
      surface.write(0, 0, `[ ${shown()} ]`, face);
      return undefined;
    },
    control: {
      key({ key }) {
        if (key !== 'Enter' && key !== ' ') return false;
        if (!world.isPending(id)) press();
        return true;
      },
      click({ x, y }) {
        if (y === 0 && x < textWidth(label) + 4 && !world.isPending(id)) press();
      },
    },
  };
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

export function spinner(step: number): string {
  return frames[step % frames.length] ?? '';
}
