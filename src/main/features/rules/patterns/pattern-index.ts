import { baseProgram, mayRunAnother } from '../../../../shared/vocabulary';
import { innerCommand } from './forms';
import { createGramTable, type GramTable, gramCode, type Haystack, type Needle } from './gram-table';
import type { Literal, Pattern } from './patterns';

/** Finds out quickly which of many patterns may match a command line. */
export interface PatternIndex {
  /**
   * The indices of all patterns that may match any form of the command line, ascending; nearly all others are left out.
   * Nothing is allocated for most command lines. The list is good until the next call.
   */
  candidates(argv: readonly string[]): readonly number[];
}

/** By how many characters literals are found; shorter literals by fewer. */
const gramSize = 4;

/**
 * From each alternative of a pattern the literal is taken that has the rarest four characters among all of them, and all
 * literals are looked for at once while the command line is read a single time.
 */
export function createPatternIndex(patterns: readonly Pattern[]): PatternIndex {
  const { needles, always } = chooseNeedles(patterns);
  const tables = tablesOf(needles);
  const haystack: Haystack = { units: new Uint16Array(4096), length: 0, secondStart: 0 };
  const programs = new Map<string, Program>();
  /** The scan in which each pattern was reported last. */
  const reportedIn = new Uint32Array(patterns.length);
  const found: number[] = [];
  let scans = 0;

  function report(id: number): void {
    if (reportedIn[id] === scans) return;
    reportedIn[id] = scans;
    found.push(id);
  }

  function scan(): void {
    for (const table of tables) table.scan(haystack, report);
  }

  function put(text: string): void {
    const needed = haystack.length + text.length + 1;
    if (needed > haystack.units.length) {
      const { units } = haystack;
      haystack.units = new Uint16Array(2 ** Math.ceil(Math.log2(needed)));
      haystack.units.set(units);
    }
    const { units, length } = haystack;
    for (let at = 0; at < text.length; at++) units[length + at] = text.charCodeAt(at);
    haystack.length += text.length;
  }

  function fill(first: string, argv: readonly string[], from: number): void {
    haystack.length = 0;
    put(first);
    for (let at = from; at < argv.length; at++) {
      put(' ');
      put(argv[at] as string);
    }
  }

  function programOf(typed: string): Program {
    const known = programs.get(typed);
    if (known) return known;
    const program = readProgram(typed);
    if (programs.size >= mostPrograms) programs.clear();
    if (typed.length <= longestProgram) programs.set(typed, program);
    return program;
  }

  return {
    candidates(argv) {
      if (found.length > 0) found.length = 0;
      const typed = argv[0];
      if (typed === undefined) return found;
      scans = (scans + 1) >>> 0;
      // After four thousand million scans the numbers begin anew.
      if (scans === 0) reportedIn.fill(0);
      for (const id of always) report(id);
      const { name, startsAt, mayRunAnother } = programOf(typed);
      fill(typed, argv, 1);
      haystack.secondStart = Math.max(0, startsAt);
      scan();
      haystack.secondStart = 0;
      if (startsAt < 0) {
        fill(name, argv, 1);
        scan();
      }
      const inner = mayRunAnother ? innerCommand(argv) : undefined;
      if (inner) {
        fill(inner.name, inner.argv, inner.from);
        scan();
      }
      if (found.length > 1) found.sort((a, b) => a - b);
      return found;
    },
  };
}

/** What the first word of a command line says about its forms. */
interface Program {
  readonly name: string;
  /** Where the name begins in the word; -1 when the word does not end with it, as in "git.exe". */
  readonly startsAt: number;
  readonly mayRunAnother: boolean;
}

const mostPrograms = 2_000;
const longestProgram = 256;

function readProgram(typed: string): Program {
  const name = baseProgram(typed);
  const startsAt = typed.endsWith(name) ? typed.length - name.length : -1;
  return { name, startsAt, mayRunAnother: mayRunAnother(typed) };
}

interface Chosen {
  /** By how many characters they are found. */
  readonly needles: ReadonlyMap<number, readonly Needle[]>;
  /** Patterns that may match anything. */
  readonly always: readonly number[];
}

function chooseNeedles(patterns: readonly Pattern[]): Chosen {
  const uses = countGrams(patterns);
  const needles = new Map<number, Needle[]>();
  const always: number[] = [];
  for (const [id, { alternatives }] of patterns.entries()) {
    const chosen = alternatives.map((literals) => rarest(literals, uses));
    if (chosen.includes(undefined)) always.push(id);
    else for (const place of chosen) if (place) addTo(needles, place, id);
  }
  return { needles, always };
}

function addTo(needles: Map<number, Needle[]>, { literal, gramAt }: Omit<Needle, 'id'>, id: number): void {
  const size = Math.min(gramSize, literal.text.length);
  const ofSize = needles.get(size) ?? [];
  ofSize.push({ literal, gramAt, id });
  needles.set(size, ofSize);
}

function tablesOf(needles: Chosen['needles']): GramTable[] {
  return [...needles].map(([size, ofSize]) => createGramTable(ofSize, size));
}

function countGrams(patterns: readonly Pattern[]): Map<number, number> {
  const uses = new Map<number, number>();
  for (const { alternatives } of patterns)
    for (const literals of alternatives)
      for (const { text } of literals)
        for (let at = 0; at + gramSize <= text.length; at++) {
          const code = gramCode(text, at, gramSize);
          uses.set(code, (uses.get(code) ?? 0) + 1);
        }
  return uses;
}

/** The place that the fewest patterns share; in shorter literals the longest one; undefined if there is no literal. */
function rarest(literals: readonly Literal[], uses: ReadonlyMap<number, number>): Omit<Needle, 'id'> | undefined {
  let best: Omit<Needle, 'id'> | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const literal of literals) {
    for (let gramAt = 0; gramAt + gramSize <= literal.text.length; gramAt++) {
      const shared = uses.get(gramCode(literal.text, gramAt, gramSize)) ?? 0;
      if (shared >= fewest) continue;
      best = { literal, gramAt };
      fewest = shared;
    }
  }
  return best ?? longestOf(literals);
}

function longestOf(literals: readonly Literal[]): Omit<Needle, 'id'> | undefined {
  const [longest] = literals.filter(({ text }) => text !== '').sort((a, b) => b.text.length - a.text.length);
  return longest && { literal: longest, gramAt: 0 };
}
