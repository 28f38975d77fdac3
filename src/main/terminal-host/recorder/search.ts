import { RE2JS } from 're2js';
import type { ScreenBuffer } from './internals';
import type { SearchMatch, SearchQuestion } from './recorder';

/** Of a long line this much is told around a match. */
const mostTextLength = 1_000;

type Find = (text: string) => { readonly at: number; readonly length: number } | undefined;

/** Looks through lines, each with the rows it was wrapped into, from the newest to the oldest. */
export function searchRows({ lines }: ScreenBuffer, question: SearchQuestion): SearchMatch[] {
  const find = finder(question);
  const matches: SearchMatch[] = [];
  let text = '';
  for (let index = lines.length - 1; index >= 0 && matches.length < question.most; index--) {
    const cells = lines.get(index);
    if (!cells) continue;
    text = cells.translateToString(text === '') + text;
    if (cells.isWrapped && index > 0) continue;
    const found = text === '' ? undefined : find(text);
    if (found) matches.push({ line: index, ...around(text, found) });
    text = '';
  }
  return matches;
}

/** A pattern that cannot be read finds nothing. */
function finder({ text, caseSensitive = false, regex = false }: SearchQuestion): Find {
  if (!regex) return plainFinder(text, caseSensitive);
  const pattern = readPattern(text, caseSensitive);
  return (line) => {
    const matcher = pattern?.matcher(line);
    if (!matcher?.find()) return undefined;
    return { at: matcher.start(), length: matcher.end() - matcher.start() };
  };
}

/** An expression that takes linear time: one that does not would hold up every terminal. */
function readPattern(text: string, caseSensitive: boolean): RE2JS | undefined {
  try {
    return RE2JS.compile(text, caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
  } catch {
    return undefined;
  }
}

function plainFinder(text: string, caseSensitive: boolean): Find {
  const fold = caseSensitive ? (line: string) => line : (line: string) => line.toLowerCase();
  const wanted = fold(text);
  return (line) => {
    const at = fold(line).indexOf(wanted);
    return at < 0 ? undefined : { at, length: text.length };
  };
}

function around(text: string, { at, length }: { readonly at: number; readonly length: number }) {
  const start = text.length <= mostTextLength ? 0 : Math.max(0, at - mostTextLength / 2);
  return { text: text.slice(start, start + mostTextLength), at: at - start, length };
}
