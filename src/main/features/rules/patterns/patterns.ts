import { ok, type Result, unreachable } from '../../../../shared/result';
import type { MatchKind } from '../../../../shared/vocabulary';
import { compileGlob } from './glob';
import { compileRegex } from './regex';

/** A compiled pattern of a rule. */
export interface Pattern {
  matches(text: string): boolean;
  /**
   * For each of the pattern's alternatives what every text contains that it matches. So a text that contains none of an
   * alternative's literals need not be asked about. An alternative without literals may match anything.
   */
  readonly alternatives: readonly (readonly Literal[])[];
}

/** A text that has to occur as it is, maybe right at the beginning or the end. */
export interface Literal {
  readonly text: string;
  readonly atStart: boolean;
  readonly atEnd: boolean;
}

/** Reading a file and putting its rules in force compile the same patterns, and most stay as they are when it changes. */
const kept = new Map<string, Pattern>();
const mostKept = 20_000;

/**
 * Compiles a pattern: a glob and an exact text match a whole text, a regular expression any part of it. Matching takes
 * time in proportion to the text, whatever the pattern. The messages of failures follow the words "is a glob that …" or
 * "is a regular expression that …".
 */
export function compilePattern(kind: MatchKind, text: string): Result<Pattern, 'malformed-pattern'> {
  const name = `${kind} ${text}`;
  const before = kept.get(name);
  if (before) return ok(before);
  const compiled = compile(kind, text);
  if (!compiled.ok) return compiled;
  if (kept.size >= mostKept) kept.clear();
  kept.set(name, compiled.value);
  return compiled;
}

function compile(kind: MatchKind, text: string): Result<Pattern, 'malformed-pattern'> {
  switch (kind) {
    case 'glob':
      return compileGlob(text);
    case 'regex':
      return compileRegex(text);
    case 'exact':
      return ok({ matches: (other) => other === text, alternatives: [[{ text, atStart: true, atEnd: true }]] });
    default:
      return unreachable(kind);
  }
}
