import type { Literal } from './patterns';

/** A literal to look for, and what to report when it occurs. */
export interface Needle {
  readonly literal: Literal;
  /** Where in the literal the characters stand by which it is found. */
  readonly gramAt: number;
  readonly id: number;
}

/** A text in UTF-16 units, and where forms of a command line begin in it: at 0, and maybe at a second place. */
export interface Haystack {
  units: Uint16Array;
  length: number;
  secondStart: number;
}

/** Finds which of many literals occur in a text, by as many of their characters as `size` says. */
export interface GramTable {
  /** Reports the id of each needle that occurs, once or more often. */
  scan(haystack: Haystack, report: (id: number) => void): void;
}

/** Slots per needle: with so many, one in thirty looks meets a needle by chance. */
const slotsPerNeedle = 32;
const noNeedle = -1;

/**
 * The last four units of the text are rolled into a number, which names a slot; the needles of a slot form a chain.
 * Nothing is allocated while scanning.
 * @param size 1 to 4
 */
export function createGramTable(needles: readonly Needle[], size: number): GramTable {
  const bits = Math.min(22, Math.ceil(Math.log2(needles.length * slotsPerNeedle)));
  const shift = 32 - bits;
  const mask = size === 4 ? -1 : (1 << (8 * size)) - 1;
  const slots = new Int32Array(1 << bits).fill(noNeedle);
  const next = new Int32Array(needles.length);
  const codes = new Int32Array(needles.length);
  for (const [at, { literal, gramAt }] of needles.entries()) {
    const code = gramCode(literal.text, gramAt, size);
    const slot = slotOf(code, shift);
    codes[at] = code;
    next[at] = slots[slot] ?? noNeedle;
    slots[slot] = at;
  }

  return {
    scan(haystack, report) {
      const { units, length } = haystack;
      let rolled = 0;
      for (let at = 0; at < length; at++) {
        rolled = (rolled << 8) ^ (units[at] as number);
        const code = rolled & mask;
        let found = slots[slotOf(code, shift)] as number;
        // Before the text there are zeros, which no literal is made to begin with by mistake: stands() looks at all of it.
        for (; found !== noNeedle; found = next[found] as number) {
          if (codes[found] !== code) continue;
          const needle = needles[found] as Needle;
          if (stands(needle.literal, haystack, at + 1 - size - needle.gramAt)) report(needle.id);
        }
      }
    },
  };
}

/** How often each run of `size` units occurs in texts; equal codes may, if seldom, mean different runs. */
export function gramCode(text: string, at: number, size: number): number {
  let code = 0;
  for (let index = at; index < at + size; index++) code = (code << 8) ^ text.charCodeAt(index);
  return size === 4 ? code : code & ((1 << (8 * size)) - 1);
}

/** Fibonacci hashing: the upper bits of a product are well mixed. */
function slotOf(code: number, shift: number): number {
  return Math.imul(code, 0x9e3779b1) >>> shift;
}

function stands({ text, atStart, atEnd }: Literal, { units, length, secondStart }: Haystack, at: number): boolean {
  if (at < 0 || at + text.length > length) return false;
  if (atStart && at !== 0 && at !== secondStart) return false;
  if (atEnd && at + text.length !== length) return false;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) !== units[at + index]) return false;
  return true;
}
