/**
 * Lua's patterns (lstrlib.c), over bytes of a heap. Lua's own matcher cannot be interrupted, and sixty bytes of pattern can
 * keep it busy for hours; this one asks from time to time whether it may go on.
 */
export interface PatternText {
  readonly heap: Uint8Array;
  readonly from: number;
  readonly to: number;
}

export interface PatternMatch {
  /** Positions in the heap. */
  readonly start: number;
  readonly end: number;
  readonly captures: readonly Capture[];
}

/** A length of -2 is a position: `()`. */
interface Capture {
  start: number;
  length: number;
}

const open = -1;
export const positionCapture = -2;
const mostCaptures = 32;
const mostNested = 200;
const askEvery = 20_000;

const code = (character: string) => character.charCodeAt(0);
const [percent, bracket, closing, caret, dash, dot, star, plus, question, paren, parenEnd, dollar] = [
  ...'%[]^-.*+?()$',
].map(code) as [number, number, number, number, number, number, number, number, number, number, number, number];

/** What the C functions of ctype.h say of ASCII, by the letter that patterns use for them. */
const classes: Readonly<Record<string, (byte: number) => boolean>> = {
  a: (byte) => isBetween(byte | 32, 97, 122),
  d: (byte) => isBetween(byte, 48, 57),
  l: (byte) => isBetween(byte, 97, 122),
  u: (byte) => isBetween(byte, 65, 90),
  s: (byte) => byte === 32 || isBetween(byte, 9, 13),
  w: (byte) => isBetween(byte | 32, 97, 122) || isBetween(byte, 48, 57),
  x: (byte) => isBetween(byte, 48, 57) || isBetween(byte | 32, 97, 102),
  c: (byte) => byte < 32 || byte === 127,
  // What Lua had before texts could contain it.
  z: (byte) => byte === 0,
  g: (byte) => isBetween(byte, 33, 126),
  p: (byte) => isBetween(byte, 33, 126) && !isBetween(byte, 48, 57) && !isBetween(byte | 32, 97, 122),
};
const inClass = classTable();

function isBetween(byte: number, low: number, high: number): boolean {
  return byte >= low && byte <= high;
}

/** For each letter after a %: undefined when it is no class, else which bytes are in it. */
function classTable(): readonly (Uint8Array | undefined)[] {
  return Array.from({ length: 256 }, (_, letter) => {
    const has = classes[String.fromCharCode(letter | 32)];
    if (!has || !isBetween(letter | 32, 97, 122)) return undefined;
    const upper = letter < 97;
    return Uint8Array.from({ length: 256 }, (_, byte) => Number(has(byte) !== upper));
  });
}

/** @param fail raises an error, @param mayGoOn is asked from time to time, and throws when it may not */
export function createPatterns(fail: (message: string) => never, mayGoOn: () => void) {
  let heap: Uint8Array = new Uint8Array();
  let [textFrom, textTo, patternTo, nested, steps] = [0, 0, 0, 0, 0];
  let captures: Capture[] = [];

  const at = (index: number) => heap[index] ?? 0;

  function step(): void {
    steps += 1;
    if (steps % askEvery === 0) mayGoOn();
  }

  function classEnd(p: number): number {
    if (p >= patternTo) return fail('malformed pattern (ends with a broken item)');
    const first = at(p);
    let next = p + 1;
    if (first === percent) {
      if (next >= patternTo) fail("malformed pattern (ends with '%')");
      return next + 1;
    }
    if (first !== bracket) return next;
    if (at(next) === caret && next < patternTo) next += 1;
    // A ] at the beginning of a set is one of its members.
    do {
      if (next >= patternTo) fail("malformed pattern (missing ']')");
      const member = at(next);
      next += 1;
      if (member === percent) next += 1;
    } while (next >= patternTo || at(next) !== closing);
    return next + 1;
  }

  function matchesClass(byte: number, letter: number): boolean {
    const members = inClass[letter];
    return members ? members[byte] === 1 : letter === byte;
  }

  function matchesSet(byte: number, from: number, end: number): boolean {
    let p = from + 1;
    let wanted = true;
    if (at(p) === caret) {
      wanted = false;
      p += 1;
    }
    for (; p < end; p++) {
      if (at(p) === percent) {
        p += 1;
        if (matchesClass(byte, at(p))) return wanted;
      } else if (at(p + 1) === dash && p + 2 < end) {
        if (at(p) <= byte && byte <= at(p + 2)) return wanted;
        p += 2;
      } else if (at(p) === byte) return wanted;
    }
    return !wanted;
  }

  function matchesOne(s: number, p: number, end: number): boolean {
    if (s >= textTo) return false;
    const byte = at(s);
    switch (at(p)) {
      case dot:
        return true;
      case percent:
        return matchesClass(byte, at(p + 1));
      case bracket:
        return matchesSet(byte, p, end - 1);
      default:
        return at(p) === byte;
    }
  }

  function greedy(s: number, p: number, end: number): number {
    let count = 0;
    while (matchesOne(s + count, p, end)) {
      count += 1;
      step();
    }
    for (; count >= 0; count--) {
      const result = match(s + count, end + 1);
      if (result >= 0) return result;
    }
    return -1;
  }

  function lazy(from: number, p: number, end: number): number {
    for (let s = from; ; s++) {
      const result = match(s, end + 1);
      if (result >= 0) return result;
      if (!matchesOne(s, p, end)) return -1;
    }
  }

  function balanced(s: number, p: number): number {
    if (p + 1 >= patternTo) fail("malformed pattern (missing arguments to '%b')");
    if (s >= textTo || at(s) !== at(p)) return -1;
    let depth = 1;
    for (let index = s + 1; index < textTo; index++) {
      step();
      if (at(index) === at(p + 1)) {
        depth -= 1;
        if (depth === 0) return index + 1;
      } else if (at(index) === at(p)) depth += 1;
    }
    return -1;
  }

  function frontier(s: number, p: number): number {
    if (at(p) !== bracket || p >= patternTo) fail("missing '[' after '%f' in pattern");
    const end = classEnd(p);
    const before = s === textFrom ? 0 : at(s - 1);
    const here = s < textTo ? at(s) : 0;
    return !matchesSet(before, p, end - 1) && matchesSet(here, p, end - 1) ? match(s, end) : -1;
  }

  function repeated(s: number, digit: number): number {
    const capture = captures[digit - 49];
    if (!capture || capture.length === open) return fail(`invalid capture index %${digit - 48}`);
    const { length } = capture;
    if (length === positionCapture || textTo - s < length) return -1;
    for (let index = 0; index < length; index++) {
      step();
      if (at(capture.start + index) !== at(s + index)) return -1;
    }
    return s + length;
  }

  function startCapture(s: number, p: number, length: number): number {
    if (captures.length >= mostCaptures) fail('too many captures');
    captures.push({ start: s, length });
    const result = match(s, p);
    if (result < 0) captures.pop();
    return result;
  }

  function endCapture(s: number, p: number): number {
    const capture = captures.findLast(({ length }) => length === open);
    if (!capture) return fail('invalid pattern capture');
    capture.length = s - capture.start;
    const result = match(s, p);
    if (result < 0) capture.length = open;
    return result;
  }

  function match(s: number, p: number): number {
    nested += 1;
    if (nested > mostNested) fail('pattern too complex');
    const result = matchHere(s, p);
    nested -= 1;
    return result;
  }

  function matchHere(from: number, pattern: number): number {
    let s = from;
    let p = pattern;
    while (p < patternTo) {
      step();
      const special = at(p);
      if (special === paren) {
        return at(p + 1) === parenEnd && p + 1 < patternTo
          ? startCapture(s, p + 2, positionCapture)
          : startCapture(s, p + 1, open);
      }
      if (special === parenEnd) return endCapture(s, p + 1);
      if (special === dollar && p + 1 === patternTo) return s === textTo ? s : -1;
      if (special === percent && p + 1 < patternTo) {
        const letter = at(p + 1);
        if (letter === 98) {
          s = balanced(s, p + 2);
          if (s < 0) return -1;
          p += 4;
          continue;
        }
        if (letter === 102) return frontier(s, p + 2);
        if (isBetween(letter, 48, 57)) {
          s = repeated(s, letter);
          if (s < 0) return -1;
          p += 2;
          continue;
        }
      }
      const end = classEnd(p);
      const suffix = end < patternTo ? at(end) : 0;
      const matches = matchesOne(s, p, end);
      if (suffix === question) {
        const result = matches ? match(s + 1, end + 1) : -1;
        if (result >= 0) return result;
        p = end + 1;
      } else if (suffix === plus) return matches ? greedy(s + 1, p, end) : -1;
      else if (suffix === star) return greedy(s, p, end);
      else if (suffix === dash) return lazy(s, p, end);
      else if (matches) {
        s += 1;
        p = end;
      } else return -1;
    }
    return s;
  }

  return {
    /**
     * The first match at or after `from` that does not end at `last`; only at `from` if anchored.
     * Throws what `fail` and `mayGoOn` throw.
     */
    scan(text: PatternText, pattern: PatternText, { from, last, anchored }: ScanOptions): PatternMatch | undefined {
      heap = text.heap;
      [textFrom, textTo, patternTo] = [text.from, text.to, pattern.to];
      for (let start = from; start <= textTo; start++) {
        step();
        [captures, nested] = [[], 0];
        const end = match(start, pattern.from);
        if (end >= 0 && end !== last) {
          if (captures.some(({ length }) => length === open)) fail('unfinished capture');
          return { start, end, captures };
        }
        if (anchored) return undefined;
      }
      return undefined;
    },
  };
}

interface ScanOptions {
  readonly from: number;
  readonly last: number;
  readonly anchored: boolean;
}
