import { fail, ok, type Result } from '../../../../shared/result';

/** What a glob asks of one character, by its code point, or of any number of them (`any-run`). */
export type Atom =
  | { readonly type: 'character'; readonly code: number }
  | { readonly type: 'any' }
  | { readonly type: 'any-run' }
  | { readonly type: 'set'; readonly negated: boolean; readonly ranges: readonly Range[] };

/** First and last code point. */
type Range = readonly [number, number];

type Node = Atom | { readonly type: 'group'; readonly options: readonly (readonly Node[])[] };

/** Matching costs at most the length of the glob times the length of the text; this bounds the first. */
const longestGlob = 4096;
const mostAlternatives = 1000;

/**
 * Reads a glob and writes its alternations out: `a{b,c}` becomes `ab` and `ac`.
 * The messages of failures follow the words "is a glob that …".
 */
export function readGlob(glob: string): Result<Atom[][], 'malformed-pattern'> {
  if (glob.length > longestGlob) return malformed(`is longer than ${longestGlob} characters; shorten it with "*"`);
  const parsed = parse([...glob]);
  if (!parsed.ok) return parsed;
  if (countAlternatives(parsed.value) > mostAlternatives) {
    return malformed(`stands for more than ${mostAlternatives} alternatives; use fewer {…,…}`);
  }
  return ok(writeOut(parsed.value));
}

function malformed(message: string) {
  return fail('malformed-pattern', message);
}

function parse(characters: readonly string[]): Result<Node[], 'malformed-pattern'> {
  let at = 0;
  let wrong: string | undefined;

  const nodes = sequence(false);
  return wrong === undefined ? ok(nodes) : malformed(wrong);

  function sequence(inGroup: boolean): Node[] {
    const found: Node[] = [];
    while (wrong === undefined && at < characters.length) {
      const character = characters[at] ?? '';
      if (inGroup && (character === ',' || character === '}')) break;
      at++;
      if (character === '*') anyRun(found);
      else if (character === '?') found.push({ type: 'any' });
      else if (character === '[') found.push(set());
      else if (character === '{') found.push(...group());
      else found.push(literal(character === '\\' ? escaped() : character));
    }
    return found;
  }

  function anyRun(found: Node[]): void {
    // Neighbouring stars say no more than one.
    if (found.at(-1)?.type !== 'any-run') found.push({ type: 'any-run' });
  }

  /** Braces without a comma are just braces, as in a shell: `awk {print}`. */
  function group(): Node[] {
    const options = [sequence(true)];
    while (wrong === undefined && characters[at] === ',') {
      at++;
      options.push(sequence(true));
    }
    if (at >= characters.length) wrong ??= notClosed('{', '}');
    at++;
    return options.length > 1 ? [{ type: 'group', options }] : [literal('{'), ...options.flat(), literal('}')];
  }

  function set(): Node {
    const negated = characters[at] === '!' || characters[at] === '^';
    if (negated) at++;
    const ranges: Range[] = [];
    // A "]" right at the beginning stands for itself.
    while (at < characters.length && (characters[at] !== ']' || ranges.length === 0)) ranges.push(range());
    if (at >= characters.length) wrong ??= notClosed('[', ']');
    at++;
    return { type: 'set', negated, ranges };
  }

  function range(): Range {
    const first = member();
    if (characters[at] !== '-' || at + 1 >= characters.length || characters[at + 1] === ']') return [first, first];
    at++;
    const last = member();
    if (last < first) {
      const [low, high] = [String.fromCodePoint(last), String.fromCodePoint(first)];
      wrong ??= `has a range that runs backwards; write "${low}-${high}"`;
    }
    return [first, last];
  }

  function member(): number {
    const character = characters[at++] ?? '';
    return (character === '\\' ? escaped() : character).codePointAt(0) ?? 0;
  }

  function escaped(): string {
    const character = characters[at++];
    if (character === undefined) wrong ??= 'ends with "\\"; write "\\\\" for the character itself';
    return character ?? '';
  }
}

function notClosed(open: string, close: string): string {
  return `has a "${open}" that is not closed; add "${close}", or write "\\${open}" for the character itself`;
}

function literal(character: string): Node {
  return { type: 'character', code: character.codePointAt(0) ?? 0 };
}

/** Infinity as soon as there are too many, so that no number is too large. */
function countAlternatives(nodes: readonly Node[]): number {
  let count = 1;
  for (const node of nodes) {
    if (node.type === 'group') count *= node.options.reduce((sum, option) => sum + countAlternatives(option), 0);
    if (count > mostAlternatives) return Number.POSITIVE_INFINITY;
  }
  return count;
}

function writeOut(nodes: readonly Node[]): Atom[][] {
  let alternatives: Atom[][] = [[]];
  for (const node of nodes) {
    if (node.type === 'group') {
      const endings = node.options.flatMap(writeOut);
      alternatives = alternatives.flatMap((beginning) => endings.map((ending) => [...beginning, ...ending]));
    } else for (const alternative of alternatives) alternative.push(node);
  }
  return alternatives;
}
