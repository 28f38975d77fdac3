import { beginning, graphemesOf, textWidth } from './graphemes';

/** A text in lines of at most so many cells, broken between words where that can be. */
export function wrapped(text: string, width: number): string[] {
  const most = Math.max(1, width);
  return text.split(/\r?\n/).flatMap((line) => wrapLine(line.replaceAll('\t', '  '), most));
}

/** Lines of program text: kept as they are, and broken anywhere. */
export function wrappedCode(text: string, width: number): string[] {
  const most = Math.max(1, width);
  return text.split(/\r?\n/).flatMap((line) => pieces(line.replaceAll('\t', '  '), most));
}

function wrapLine(line: string, width: number): string[] {
  if (textWidth(line) <= width) return [line.trimEnd()];
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<= )(?=[^ ])/)) {
    if (textWidth(current) + textWidth(word.trimEnd()) <= width) {
      current += word;
      continue;
    }
    if (current.trim() !== '') lines.push(current.trimEnd());
    const parts = pieces(word, width);
    current = parts.pop() ?? '';
    lines.push(...parts);
  }
  return current.trim() === '' ? lines : [...lines, current.trimEnd()];
}

function pieces(text: string, width: number): string[] {
  const found: string[] = [];
  let rest = text;
  while (textWidth(rest) > width) {
    // A wide character has no place in one cell; it is left out rather than tried for ever.
    const piece = beginning(rest, width) || (graphemesOf(rest)[0]?.text ?? rest);
    found.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...found, rest];
}
