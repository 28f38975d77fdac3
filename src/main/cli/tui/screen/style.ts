import type { Tone } from '../../../../shared/vocabulary';

/**
 * 0–15: the terminal's own colours, as its theme has them; 16–255: the usual palette; from {@link rgb}: any. `usual`: the
 * terminal's foreground or background.
 */
export type Color = number;
export const usual: Color = -1;
export const rgb = 0x1000000;

export interface Style {
  readonly fg?: Color;
  readonly bg?: Color;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
  readonly strike?: boolean;
}

/** How many bits of colour a terminal shows: 1 is none (NO_COLOR). */
export type ColorDepth = 1 | 4 | 8 | 24;

export const attributes = { bold: 1, dim: 2, italic: 4, underline: 8, inverse: 16, strike: 32 } as const;
type Attribute = keyof typeof attributes;
const sgrCodes: Readonly<Record<Attribute, number>> = {
  ...{ bold: 1, dim: 2, italic: 3, underline: 4, inverse: 7, strike: 9 },
};
const names = Object.keys(attributes) as Attribute[];

/** What stands for a tone in any theme: the theme's own colours, or only light and dark letters. */
export const tones: Readonly<Record<Tone, Style>> = {
  neutral: {},
  muted: { dim: true },
  accent: { fg: 6 },
  success: { fg: 2 },
  warning: { fg: 3 },
  danger: { fg: 1 },
};

export function toneStyle(tone: Tone | undefined): Style {
  return tones[tone ?? 'neutral'];
}

/** The attributes of a style as bits. */
export function bitsOf(style: Style): number {
  return names.reduce((bits, name) => (style[name] ? bits | attributes[name] : bits), 0);
}

/** The sequence that sets attributes and colours, whatever they were before. */
export function sgr(bits: number, fg: Color, bg: Color, depth: ColorDepth): string {
  const codes: (number | string)[] = [0];
  for (const name of names) if (bits & attributes[name]) codes.push(sgrCodes[name]);
  if (depth > 1 && fg >= 0) codes.push(colorCode(fg, depth, 0));
  if (depth > 1 && bg >= 0) codes.push(colorCode(bg, depth, 10));
  return `\u001b[${codes.join(';')}m`;
}

function colorCode(color: Color, depth: ColorDepth, ground: 0 | 10): string {
  if (color >= rgb && depth === 24)
    return `${38 + ground};2;${(color >> 16) & 255};${(color >> 8) & 255};${color & 255}`;
  const index = color >= rgb ? nearest(color, depth === 4 ? 16 : 256) : color;
  const shown = index > 15 && depth === 4 ? nearest(rgb | paletteValue(index), 16) : index;
  if (shown < 8) return String(30 + ground + shown);
  return shown < 16 ? String(82 + ground + shown) : `${38 + ground};5;${shown}`;
}

const basic = [
  ...[0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5],
  ...[0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff],
];
const steps = [0, 95, 135, 175, 215, 255];

/** What a color of the palette is by default. */
function paletteValue(index: number): number {
  if (index < 16) return basic[index] ?? 0;
  if (index >= 232) return ((index - 232) * 10 + 8) * 0x010101;
  const at = index - 16;
  const part = (step: number) => steps[step % 6] ?? 0;
  return (part(Math.floor(at / 36)) << 16) | (part(Math.floor(at / 6)) << 8) | part(at);
}

function nearest(color: Color, count: 16 | 256): number {
  // The first 16 are whatever the theme says, so they are used only where there is nothing else.
  const first = count === 16 ? 0 : 16;
  let best = first;
  let least = Number.POSITIVE_INFINITY;
  for (let index = first; index < count; index++) {
    const far = distance(paletteValue(index), color);
    if (far < least) [best, least] = [index, far];
  }
  return best;
}

function distance(one: number, other: number): number {
  const part = (shift: number) => ((one >> shift) & 255) - ((other >> shift) & 255);
  return part(16) ** 2 + part(8) ** 2 + part(0) ** 2;
}

const colorNames = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** A colour by its name ("red", "bright_red", "gray"), number in the palette, "#rrggbb", or a tone. */
export function colorNamed(name: string | undefined): Color {
  const text = name?.toLowerCase().replaceAll(/[-_ ]/g, '') ?? '';
  const [, hex] = /^#([\da-f]{6}|[\da-f]{3})$/.exec(text) ?? [];
  if (hex !== undefined)
    return rgb | Number.parseInt(hex.length === 6 ? hex : [...hex].map((digit) => digit + digit).join(''), 16);
  if (/^\d{1,3}$/.test(text)) return Math.min(255, Number(text));
  if (text === 'gray' || text === 'grey') return 8;
  const index = colorNames.indexOf(text.replace(/^(bright|light)/, ''));
  if (index >= 0) return /^(bright|light)/.test(text) ? index + 8 : index;
  return Object.hasOwn(tones, text) ? (tones[text as Tone].fg ?? usual) : usual;
}
