import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';
import { fail, ok, type Result } from '../../../../shared/result';
import { quote } from '../quote';
import type { Pattern } from './patterns';
import { literalsOfRegex } from './regex-literals';

/** Bounds the time to compile, and with it the time to match. */
const longestRegex = 4096;
/**
 * Compiles a regular expression of RE2's syntax (https://github.com/google/re2/wiki/Syntax), which matches any part of a
 * text unless `^` and `$` say otherwise. Never backtracks: the time to match is at most in proportion to the length of
 * the expression times that of the text.
 */
export function compileRegex(regex: string): Result<Pattern, 'malformed-pattern'> {
  if (regex.length > longestRegex) {
    return fail('malformed-pattern', `is longer than ${longestRegex} characters; split it into several patterns`);
  }
  try {
    const compiled = RE2JS.compile(regex);
    return ok({ matches: (text) => compiled.test(text), alternatives: literalsOfRegex(regex) });
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return fail('malformed-pattern', explain(error, regex));
    // Too large, or nested too deeply for the compiler, which is recursive.
    if (error instanceof RE2JSException || error instanceof RangeError) {
      return fail('malformed-pattern', 'is too large; split it into several patterns');
    }
    throw error;
  }
}

function explain(error: RE2JSSyntaxException, regex: string): string {
  const part = error.getPattern() ?? '';
  const [, why] = reasons.find(([description]) => error.getDescription().includes(description)) ?? [];
  const text = why ?? `cannot be read (${error.getDescription()})`;
  const at = part === '' ? -1 : regex.indexOf(part);
  // When the whole expression is named, that is not where the mistake is.
  return at < 0 || part === regex
    ? text
    : `${text}, at ${quote(part)} (character ${[...regex.slice(0, at)].length + 1})`;
}

const reasons: readonly (readonly [description: string, why: string])[] = [
  ['missing closing )', 'has a "(" that is not closed; add ")", or write "\\(" for the character itself'],
  ['unexpected )', 'has a ")" that closes nothing; take it away, or write "\\)" for the character itself'],
  ['missing closing ]', 'has a "[" that is not closed; add "]", or write "\\[" for the character itself'],
  [
    'missing argument to repetition',
    'repeats nothing; write a backslash before the character for the character itself',
  ],
  [
    'invalid nested repetition',
    'repeats a repetition; put the first one in "(…)", or write a backslash before the second',
  ],
  ['invalid repeat count', 'repeats something too often; up to 1000 times is possible'],
  ['trailing backslash', 'ends with "\\"; write "\\\\" for the character itself'],
  ['invalid character class range', 'has a range or class of characters that does not exist'],
  ['invalid escape sequence', 'has a "\\" before a character that needs none, or refers to an earlier group'],
  ['Perl syntax', 'looks ahead or behind, which is not possible here'],
  ['invalid named capture', 'has a group with a name that is not right, or looks behind, which is not possible here'],
];
