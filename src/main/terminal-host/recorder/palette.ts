import type { TerminalColors } from '../../../shared/vocabulary';

/** "#rrggbb" */
export type Rgb = string;

/** Colours of a terminal that are no index of its palette. OSC 10, 11 and 12, in this order. */
export const specialColors = ['foreground', 'background', 'cursor'] as const;
export type SpecialColor = (typeof specialColors)[number];

/** Until somebody tells the colours that pages draw with. */
export const usualColors: TerminalColors = {
  foreground: '#ffffff',
  background: '#000000',
  cursor: '#ffffff',
  palette: [
    ...['#2e3436', '#cc0000', '#4e9a06', '#c4a000', '#3465a4', '#75507b', '#06989a', '#d3d7cf'],
    ...['#555753', '#ef2929', '#8ae234', '#fce94f', '#729fcf', '#ad7fa8', '#34e2e2', '#eeeeec'],
  ],
};

/** What a program made of the colours, over those that the terminal has by itself. */
export class Palette {
  readonly #indexed = new Map<number, Rgb>();
  readonly #special = new Map<SpecialColor, Rgb>();
  #usual = usualColors;

  set usual(colors: TerminalColors) {
    this.#usual = colors;
  }

  indexed(index: number): Rgb {
    return this.#indexed.get(index) ?? this.#usual.palette[index] ?? usualColors.palette[index] ?? extended(index);
  }

  special(name: SpecialColor): Rgb {
    return this.#special.get(name) ?? this.#usual[name];
  }

  /** Nothing for an index restores all. */
  setIndexed(index: number | undefined, color: Rgb | undefined): void {
    if (index === undefined) this.#indexed.clear();
    else if (color === undefined) this.#indexed.delete(index);
    else this.#indexed.set(index, color);
  }

  setSpecial(name: SpecialColor, color: Rgb | undefined): void {
    if (color === undefined) this.#special.delete(name);
    else this.#special.set(name, color);
  }

  /** The sequences that make the same changes. */
  changes(): string {
    const indexed = [...this.#indexed].map(([index, color]) => `\x1b]4;${index};${color}\x07`);
    const special = [...this.#special].map(([name, color]) => `\x1b]${10 + specialColors.indexOf(name)};${color}\x07`);
    return [...indexed, ...special].join('');
  }
}

/** Colours 16 to 255 are the same everywhere: a cube of 6×6×6, then greys. */
function extended(index: number): Rgb {
  if (index >= 232) return hex(...same(8 + (index - 232) * 10));
  const level = (value: number) => (value === 0 ? 0 : 55 + value * 40);
  const place = index - 16;
  return hex(level(Math.floor(place / 36)), level(Math.floor(place / 6) % 6), level(place % 6));
}

function same(value: number): [number, number, number] {
  return [value, value, value];
}

function hex(...parts: [red: number, green: number, blue: number]): Rgb {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** As X11 and xterm write it, with one to four digits each: "rgb:ff/80/0" or "#ff8000". */
export function readColor(text: string): Rgb | undefined {
  const parts =
    /^rgb:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})$/i.exec(text)?.slice(1).map(scaled) ??
    /^#(?:([\da-f]{2})([\da-f]{2})([\da-f]{2})|([\da-f])([\da-f])([\da-f]))$/i
      .exec(text)
      ?.slice(1)
      .filter((part) => part !== undefined)
      .map((part) => Number.parseInt(part.padEnd(2, '0'), 16));
  return parts && hex(parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0);
}

function scaled(digits: string): number {
  return Math.round((Number.parseInt(digits, 16) / (16 ** digits.length - 1)) * 255);
}

/** As terminals answer: "rgb:ffff/8080/0000". */
export function answerColor(color: Rgb): string {
  const [red, green, blue] = [color.slice(1, 3), color.slice(3, 5), color.slice(5, 7)];
  return `rgb:${red}${red}/${green}${green}/${blue}${blue}`;
}
