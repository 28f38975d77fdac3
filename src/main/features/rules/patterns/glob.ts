import { ok, type Result } from '../../../../shared/result';
import { type Atom, readGlob } from './glob-syntax';
import type { Literal, Pattern } from './patterns';

/**
 * Compiles a glob, which matches a whole text, from its first to its last character:
 * `*` and `**` any number of characters, spaces and slashes among them; `?` one character;
 * `[abc]`, `[a-z]`, `[!a]` (or `[^a]`) one of these, or none of these; `{a,b}` one or the other, nested as you like;
 * `\` takes the meaning from the character after it. Upper and lower case differ. A character is a code point.
 *
 * Never backtracks: the time to match is at most the length of the glob times the length of the text.
 */
export function compileGlob(glob: string): Result<Pattern, 'malformed-pattern'> {
  const alternatives = readGlob(glob);
  if (!alternatives.ok) return alternatives;
  const sequences = alternatives.value.map(toSequence);
  return ok({
    matches: (text) => sequences.some((sequence) => matchesSequence(sequence, text)),
    alternatives: sequences.map(literalsOf),
  });
}

/** The parts of a glob between its stars. The first stands at the text's beginning, the last at its end. */
type Sequence = readonly Segment[];
/** Plain text, which the engine finds fastest, or one atom per character. */
type Segment = string | readonly OneCharacter[];
type OneCharacter = Exclude<Atom, { type: 'any-run' }>;

function toSequence(atoms: readonly Atom[]): Sequence {
  const segments: OneCharacter[][] = [[]];
  for (const atom of atoms) {
    if (atom.type === 'any-run') segments.push([]);
    else segments.at(-1)?.push(atom);
  }
  return segments.map(toSegment);
}

function toSegment(atoms: OneCharacter[]): Segment {
  let text = '';
  for (const atom of atoms) {
    if (atom.type !== 'character') return atoms;
    text += String.fromCodePoint(atom.code);
  }
  return text;
}

/** The plain parts of the segments. */
function literalsOf(sequence: Sequence): Literal[] {
  return sequence.flatMap((segment, index) => {
    const runs = typeof segment === 'string' ? [segment] : plainRuns(segment);
    return runs.flatMap((text, at) => {
      const atStart = index === 0 && at === 0;
      const atEnd = index === sequence.length - 1 && at === runs.length - 1;
      return text === '' ? [] : [{ text, atStart, atEnd }];
    });
  });
}

/** What stands before, between and after the atoms that are no plain character. */
function plainRuns(atoms: readonly OneCharacter[]): string[] {
  const runs = [''];
  for (const atom of atoms) {
    if (atom.type === 'character') runs.push((runs.pop() ?? '') + String.fromCodePoint(atom.code));
    else runs.push('');
  }
  return runs;
}

/**
 * Every segment has a fixed number of characters. So it is right to take each at the first place where it fits:
 * a later place could only leave less room for the segments after it. This is why nothing is ever tried again.
 */
function matchesSequence(sequence: Sequence, text: string): boolean {
  const first = sequence[0] ?? '';
  let at = endOfMatch(first, text, 0);
  if (sequence.length === 1) return at === text.length;
  const last = sequence.at(-1) ?? '';
  const lastAt = startOfEnd(last, text);
  if (at < 0 || lastAt < at || endOfMatch(last, text, lastAt) !== text.length) return false;
  for (let index = 1; index < sequence.length - 1; index++) {
    at = endOfFirstMatch(sequence[index] ?? '', text, at, lastAt);
    if (at < 0) return false;
  }
  return true;
}

/** Where the segment ends if it stands at `at`, or -1. */
function endOfMatch(segment: Segment, text: string, at: number): number {
  if (typeof segment === 'string') return text.startsWith(segment, at) ? at + segment.length : -1;
  let end = at;
  for (const atom of segment) {
    const code = text.codePointAt(end);
    if (code === undefined || !accepts(atom, code)) return -1;
    end += widthOf(code);
  }
  return end;
}

/** Where the segment ends at its first place from `at` on that lies before `limit`, or -1. */
function endOfFirstMatch(segment: Segment, text: string, at: number, limit: number): number {
  if (typeof segment === 'string') {
    const found = text.indexOf(segment, at);
    return found < 0 || found + segment.length > limit ? -1 : found + segment.length;
  }
  for (let start = at; start < limit; start += widthOf(text.codePointAt(start) ?? 0)) {
    const end = endOfMatch(segment, text, start);
    if (end >= 0) return end <= limit ? end : -1;
  }
  return -1;
}

/** Where the segment must begin to end with the text; negative if the text is too short. */
function startOfEnd(segment: Segment, text: string): number {
  if (typeof segment === 'string') return text.length - segment.length;
  let at = text.length;
  for (let count = 0; count < segment.length; count++) {
    if (at <= 0) return -1;
    // Two units back, if they are one code point.
    at -= widthOf(text.codePointAt(at - 2) ?? 0);
  }
  return at;
}

function accepts(atom: OneCharacter, code: number): boolean {
  if (atom.type === 'any') return true;
  if (atom.type === 'character') return atom.code === code;
  return atom.negated !== atom.ranges.some(([low, high]) => low <= code && code <= high);
}

/** How many UTF-16 units a code point takes. */
function widthOf(code: number): number {
  return code > 0xffff ? 2 : 1;
}
