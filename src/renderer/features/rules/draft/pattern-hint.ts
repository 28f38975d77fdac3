import type { MatchKind } from '../../../../shared/vocabulary';

/** How a pattern reads, as a sentence with `code`; undefined when there is nothing to read. */
export function patternHint(kind: MatchKind, pattern: string): string | undefined {
  if (pattern === '') return undefined;
  if (kind === 'exact') return `Matches ${code(pattern)} and nothing else.`;
  if (kind === 'regex') return regexHint(pattern);
  return globHint(pattern);
}

function regexHint(pattern: string): string {
  const begins = pattern.startsWith('^');
  const ends = /(^|[^\\])\$$/.test(pattern);
  if (begins && ends) return 'Matches when the expression fits the whole command line.';
  if (begins) return 'Matches when the expression fits the beginning of the command line.';
  if (ends) return 'Matches when the expression fits the end of the command line.';
  return 'Matches when the expression fits anywhere in the command line. Use `^` and `$` for its beginning and end.';
}

function globHint(pattern: string): string {
  if (/^\*+$/.test(pattern)) return 'Matches every command.';
  const inner = pattern.replace(/^\*+|\*+$/g, '');
  if (/[*?[\]{}\\]/.test(inner))
    return 'In it `*` is any text, `?` one character, `[…]` one of these, `{a,b}` one or the other.';
  const open = { start: pattern.startsWith('*'), end: pattern.endsWith('*') };
  if (open.start && open.end) return `Matches when ${code(inner)} is anywhere in the command line.`;
  if (open.start) return `Matches what ends with ${code(inner)}.`;
  if (!open.end) return `Matches ${code(inner)} and nothing more. Add \`*\` to allow arguments.`;
  return inner.endsWith(' ')
    ? `Matches ${code(inner.trimEnd())} with any arguments, but not without.`
    : `Matches what begins with ${code(inner)}.`;
}

function code(text: string): string {
  // A backtick would end the code.
  return text.includes('`') ? `“${text}”` : `\`${text}\``;
}
